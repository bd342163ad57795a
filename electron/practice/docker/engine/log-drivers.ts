/** Where dockerd can keep what containers print, as `docker info` lists it (daemon/logger). */
export const LOG_DRIVERS = [
  'awslogs',
  'fluentd',
  'gcplogs',
  'gelf',
  'journald',
  'json-file',
  'local',
  'logentries',
  'splunk',
  'syslog',
] as const;

/** `none` keeps nothing, and is no plugin. */
export const isLogDriver = (name: string): boolean => name === 'none' || LOG_DRIVERS.some((known) => known === name);
