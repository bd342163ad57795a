/** Which settings of a kernel a network namespace has for itself (Linux 6.1 to 6.12: net/ipv4/sysctl_net_ipv4.c, devinet.c, net/core/sysctl_net_core.c). */

const names = (prefix: string, text: string): readonly string[] =>
  text.split(/\s+/).flatMap((name) => (name === '' ? [] : [`${prefix}.${name}`]));

const OWN: ReadonlySet<string> = new Set([
  ...names(
    'net.core',
    'somaxconn txrehash optmem_max tstamp_allow_data xfrm_acq_expires xfrm_aevent_etime xfrm_aevent_rseqth xfrm_larval_drop',
  ),
  ...names(
    'net.ipv4',
    `fib_multipath_hash_fields fib_multipath_hash_policy fib_multipath_hash_seed fib_multipath_use_neigh fib_notify_on_flag_change
     fib_sync_mem fwmark_reflect icmp_echo_enable_probe icmp_echo_ignore_all icmp_echo_ignore_broadcasts
     icmp_errors_use_inbound_ifaddr icmp_ignore_bogus_error_responses icmp_msgs_burst icmp_msgs_per_sec icmp_ratelimit
     icmp_ratemask igmp_link_local_mcast_reports igmp_max_memberships igmp_max_msf igmp_qrv ip_autobind_reuse ip_default_ttl
     ip_dynaddr ip_early_demux ip_forward ip_forward_update_priority ip_forward_use_pmtu ip_local_port_range
     ip_local_reserved_ports ip_no_pmtu_disc ip_nonlocal_bind ip_unprivileged_port_start ipfrag_high_thresh ipfrag_low_thresh
     ipfrag_max_dist ipfrag_time nexthop_compat_mode ping_group_range raw_l3mdev_accept tcp_abort_on_overflow
     tcp_adv_win_scale tcp_allowed_congestion_control tcp_app_win tcp_autocorking tcp_available_congestion_control
     tcp_backlog_ack_defer tcp_base_mss tcp_challenge_ack_limit tcp_child_ehash_entries tcp_comp_sack_delay_ns
     tcp_comp_sack_nr tcp_comp_sack_slack_ns tcp_congestion_control tcp_dsack tcp_early_demux tcp_early_retrans tcp_ecn
     tcp_ecn_fallback tcp_ehash_entries tcp_fack tcp_fastopen tcp_fastopen_blackhole_timeout_sec tcp_fastopen_key
     tcp_fin_timeout tcp_frto tcp_fwmark_accept tcp_invalid_ratelimit tcp_keepalive_intvl tcp_keepalive_probes
     tcp_keepalive_time tcp_l3mdev_accept tcp_limit_output_bytes tcp_max_reordering tcp_max_syn_backlog tcp_max_tw_buckets
     tcp_migrate_req tcp_min_rtt_wlen tcp_min_snd_mss tcp_min_tso_segs tcp_moderate_rcvbuf tcp_mtu_probe_floor
     tcp_mtu_probing tcp_no_metrics_save tcp_no_ssthresh_metrics_save tcp_notsent_lowat tcp_orphan_retries
     tcp_pacing_ca_ratio tcp_pacing_ss_ratio tcp_pingpong_thresh tcp_plb_cong_thresh tcp_plb_enabled
     tcp_plb_idle_rehash_rounds tcp_plb_rehash_rounds tcp_plb_suspend_rto_sec tcp_probe_interval tcp_probe_threshold
     tcp_recovery tcp_reflect_tos tcp_reordering tcp_retrans_collapse tcp_retries1 tcp_retries2 tcp_rfc1337 tcp_rmem
     tcp_rto_min_us tcp_sack tcp_shrink_window tcp_slow_start_after_idle tcp_stdurg tcp_syn_linear_timeouts tcp_syn_retries
     tcp_synack_retries tcp_syncookies tcp_thin_linear_timeouts tcp_timestamps tcp_tso_rtt_log tcp_tso_win_divisor
     tcp_tw_reuse tcp_window_scaling tcp_wmem udp_child_hash_entries udp_early_demux udp_hash_entries udp_l3mdev_accept
     udp_rmem_min udp_wmem_min`,
  ),
]);

const PER_LINK: ReadonlySet<string> = new Set(
  `accept_local accept_redirects accept_source_route arp_accept arp_announce arp_evict_nocarrier arp_filter arp_ignore arp_notify
   bc_forwarding bootp_relay disable_policy disable_xfrm drop_gratuitous_arp drop_unicast_in_l2_multicast force_igmp_version
   forwarding igmpv2_unsolicited_report_interval igmpv3_unsolicited_report_interval ignore_routes_with_linkdown log_martians
   mc_forwarding medium_id promote_secondaries proxy_arp proxy_arp_pvlan route_localnet rp_filter secure_redirects
   send_redirects shared_media src_valid_mark tag`.split(/\s+/),
);

/**
 * Whether a namespace with these links has a setting. Of families that nothing here knows (IPv6, filters) every name is believed.
 * @param name `net.core.somaxconn`
 */
export function namespaceHasSysctl(name: string, links: readonly string[]): boolean {
  if (!/^net\.(?:core|ipv4)\./.test(name) || /^net\.ipv4\.(?:neigh|route)\./.test(name)) return true;
  const [, link, item] = /^net\.ipv4\.conf\.(.+)\.([^.]+)$/.exec(name) ?? [];
  if (link === undefined || item === undefined) return OWN.has(name);
  return PER_LINK.has(item) && ['all', 'default', 'lo', ...links].includes(link);
}
