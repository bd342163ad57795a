/*
 * A managed switch's port, between a card's tap and the wire's: a bridge of the kernel that puts tags on and takes them off is one
 * that many kernels are built without.
 *
 *     switch-port CARD WIRE UNTAGGED [TAGGED…]
 *
 * Untagged frames of the card are in the VLAN UNTAGGED, 0: in none; of tagged ones those in TAGGED pass. VLAN 1 has no tag on the wire.
 */
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { ADDRESSES = 12, TAG = 4, LONGEST = 65536 };

static unsigned untagged;
static char tagged[4096];

/* The VLAN of a frame, 1 where it has no tag. */
static unsigned vlan(const unsigned char *frame)
{
  if (frame[ADDRESSES] != 0x81 || frame[ADDRESSES + 1] != 0x00)
    return 1;
  return (frame[ADDRESSES + 2] & 0x0f) << 8 | frame[ADDRESSES + 3];
}

static int has_tag(const unsigned char *frame)
{
  return frame[ADDRESSES] == 0x81 && frame[ADDRESSES + 1] == 0x00;
}

static int put_tag(unsigned char *frame, int length, unsigned id)
{
  memmove(frame + ADDRESSES + TAG, frame + ADDRESSES, length - ADDRESSES);
  frame[ADDRESSES] = 0x81;
  frame[ADDRESSES + 1] = 0x00;
  frame[ADDRESSES + 2] = id >> 8;
  frame[ADDRESSES + 3] = id & 0xff;
  return length + TAG;
}

static int take_tag(unsigned char *frame, int length)
{
  memmove(frame + ADDRESSES, frame + ADDRESSES + TAG, length - ADDRESSES - TAG);
  return length - TAG;
}

/* Its new length, 0 if the port does not let it through. */
static int from_card(unsigned char *frame, int length)
{
  if (has_tag(frame))
    return tagged[vlan(frame)] ? length : 0;
  if (untagged == 0)
    return 0;
  return untagged == 1 ? length : put_tag(frame, length, untagged);
}

static int from_wire(unsigned char *frame, int length)
{
  const unsigned id = vlan(frame);
  if (id == untagged)
    return has_tag(frame) ? take_tag(frame, length) : length;
  return tagged[id] && has_tag(frame) ? length : 0;
}

static int tap(const char *name)
{
  struct ifreq request;
  const int file = open("/dev/net/tun", O_RDWR);
  memset(&request, 0, sizeof request);
  strncpy(request.ifr_name, name, IFNAMSIZ - 1);
  request.ifr_flags = IFF_TAP | IFF_NO_PI;
  if (file < 0 || ioctl(file, TUNSETIFF, &request) < 0) {
    perror(name);
    exit(1);
  }
  return file;
}

int main(int count, char **words)
{
  static unsigned char frame[LONGEST + TAG];
  struct pollfd ends[2] = { { .events = POLLIN }, { .events = POLLIN } };
  if (count < 4)
    return 2;
  untagged = atoi(words[3]);
  for (int index = 4; index < count; index++)
    tagged[atoi(words[index]) & 0xfff] = 1;
  ends[0].fd = tap(words[1]);
  ends[1].fd = tap(words[2]);
  /* A tap that is taken away is an error of poll's: the port ends with it. */
  while (poll(ends, 2, -1) >= 0) {
    for (int end = 0; end < 2; end++) {
      if (ends[end].revents & ~POLLIN)
        return 0;
      if (!(ends[end].revents & POLLIN))
        continue;
      int length = read(ends[end].fd, frame, LONGEST);
      if (length < 0)
        return 0;
      if (length < ADDRESSES + 2)
        continue;
      length = end == 0 ? from_card(frame, length) : from_wire(frame, length);
      if (length > 0 && write(ends[1 - end].fd, frame, length) < 0)
        continue;
    }
  }
  return 0;
}
