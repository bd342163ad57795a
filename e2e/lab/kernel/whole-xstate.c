/*
 * User-mode Linux 6.12 keeps 2,696 bytes of its processes' vector registers, which was all that a processor had before AMX
 * (arch/x86/um/user-offsets.c, HOST_FP_SIZE). Where there are more, the machine's kernel takes nothing back but the whole of them
 * (EFAULT: xstateregs_set in arch/x86/kernel/fpu/regset.c), and init dies with "ptrace set fp regs failed, errno = 14".
 * This stands before the C library's ptrace and hands the whole over: what the guest does not keep is zero, and so is the bit
 * that says it is in use, as in every process that never used AMX. Without the C library's headers: those need not be here.
 */
typedef unsigned long size_t;
struct iovec {
  void *base;
  size_t length;
};
extern void *dlsym(void *handle, const char *name);
extern void *memcpy(void *to, const void *from, size_t length);
extern void *memset(void *at, int value, size_t length);

#define RTLD_NEXT ((void *)-1l)
#define PTRACE_GETREGSET 0x4204
#define PTRACE_SETREGSET 0x4205
#define NT_X86_XSTATE ((void *)0x202)

typedef long ptrace_function(long request, long process, void *kind, void *data);

/* What a processor has of them, in bytes; 0 until it was asked. Ten times what the largest has today. */
static size_t size;
static char whole[128 * 1024];

long ptrace(long request, long process, void *kind, void *data)
{
  static ptrace_function *next;
  const struct iovec *given = data;
  struct iovec all = { whole, sizeof whole };

  if (!next)
    next = (ptrace_function *)dlsym(RTLD_NEXT, "ptrace");
  if (request != PTRACE_SETREGSET || kind != NT_X86_XSTATE)
    return next(request, process, kind, data);
  if (!size) {
    if (next(PTRACE_GETREGSET, process, kind, &all))
      return -1;
    size = all.length;
    memset(whole, 0, sizeof whole);
  }
  if (given->length >= size)
    return next(request, process, kind, data);
  memcpy(whole, given->base, given->length);
  all.length = size;
  return next(request, process, kind, &all);
}
