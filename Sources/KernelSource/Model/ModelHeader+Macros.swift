// SPDX-License-Identifier: GPL-2.0-or-later

extension ModelHeader {
  /// Constants, and macros: what is to be seen at run time survives as a call.
  static let macros = #"""
    #define true 1
    #define false 0
    #define NULL ((void *)0)
    #define BITS_PER_LONG 64
    #ifndef PAGE_SHIFT
    #define PAGE_SHIFT 12
    #endif
    #ifndef PMD_SHIFT
    #define PMD_SHIFT 21
    #endif
    #ifndef PUD_SHIFT
    #define PUD_SHIFT 30
    #endif
    #define PAGE_SIZE (1UL << PAGE_SHIFT)
    #define PAGE_MASK (~(PAGE_SIZE - 1))
    #define PMD_SIZE (1UL << PMD_SHIFT)
    #define PMD_MASK (~(PMD_SIZE - 1))
    #define PUD_SIZE (1UL << PUD_SHIFT)
    #define PUD_MASK (~(PUD_SIZE - 1))
    #define PTRS_PER_PTE (1UL << (PMD_SHIFT - PAGE_SHIFT))

    #define EPERM 1
    #define ENOENT 2
    #define EINTR 4
    #define EAGAIN 11
    #define ENOMEM 12
    #define EFAULT 14
    #define EBUSY 16
    #define EEXIST 17
    #define ENODEV 19
    #define EINVAL 22
    #define ERANGE 34
    #define ENOLCK 37
    #define EOPNOTSUPP 95
    #define EHWPOISON 133

    #define VM_READ 0x1UL
    #define VM_WRITE 0x2UL
    #define VM_EXEC 0x4UL
    #define VM_SHARED 0x8UL
    #define VM_PFNMAP 0x400UL
    #define VM_IO 0x4000UL
    #define VM_DONTEXPAND 0x40000UL
    #define VM_HUGETLB 0x400000UL
    #define VM_MIXEDMAP 0x10000000UL
    #define VM_SPECIAL (VM_IO | VM_DONTEXPAND | VM_PFNMAP | VM_MIXEDMAP)

    #define FAULT_FLAG_WRITE 0x01
    #define FAULT_FLAG_ALLOW_RETRY 0x04
    #define FAULT_FLAG_RETRY_NOWAIT 0x08
    #define FAULT_FLAG_KILLABLE 0x10
    #define FAULT_FLAG_TRIED 0x20
    #define FAULT_FLAG_REMOTE 0x80
    #define VM_FAULT_OOM 0x000001
    #define VM_FAULT_SIGBUS 0x000002
    #define VM_FAULT_MAJOR 0x000004
    #define VM_FAULT_HWPOISON 0x000010
    #define VM_FAULT_HWPOISON_LARGE 0x000020
    #define VM_FAULT_SIGSEGV 0x000040
    #define VM_FAULT_NOPAGE 0x000100
    #define VM_FAULT_LOCKED 0x000200
    #define VM_FAULT_RETRY 0x000400
    #define VM_FAULT_FALLBACK 0x000800
    #define VM_FAULT_COMPLETED 0x004000
    #define VM_FAULT_ERROR \
      (VM_FAULT_OOM | VM_FAULT_SIGBUS | VM_FAULT_SIGSEGV | VM_FAULT_HWPOISON | \
       VM_FAULT_HWPOISON_LARGE | VM_FAULT_FALLBACK)
    #define FOLL_HWPOISON (1 << 6)
    #define GFP_KERNEL 0xcc0
    #define PTE_MARKER_UFFD_WP BIT(0)
    #define PTE_MARKER_POISONED BIT(1)
    #define PTE_MARKER_SWAPIN_ERROR PTE_MARKER_POISONED
    #define PTE_MARKER_GUARD BIT(2)
    #define PTE_MARKER_MASK (BIT(3) - 1)
    #define __pte_from_hw(pte) (pte)
    #define HMM_RANGE_DEFAULT_TIMEOUT 1000

    #define __always_unused
    #define __maybe_unused
    #define __must_check
    #define __always_inline
    #define __init
    #define __exit
    #define __user
    #define __rcu
    #define __force
    #define __read_mostly
    #define noinline
    #define fallthrough __attribute__((fallthrough))
    #define __must_hold(lock)
    #define __releases(lock)
    #define __acquires(lock)
    #define EXPORT_SYMBOL(name) _Static_assert(1)
    #define EXPORT_SYMBOL_GPL(name) _Static_assert(1)
    #define EXPORT_SYMBOL_NS_GPL(name, space) _Static_assert(1)
    #define MODULE_LICENSE(text) _Static_assert(1)
    #define MODULE_AUTHOR(text) _Static_assert(1)
    #define MODULE_DESCRIPTION(text) _Static_assert(1)
    #define BUILD_BUG_ON(condition) _Static_assert(!(condition))
    #define static_assert(condition, ...) _Static_assert(condition)

    #define likely(x) (!!(x))
    #define unlikely(x) (!!(x))
    #define READ_ONCE(x) (__hmm_fresh(), __hmm_read(x))
    #define WRITE_ONCE(x, value) ((x) = (value))
    #define barrier() __hmm_barrier()
    #define smp_mb() __hmm_barrier()
    #define smp_rmb() __hmm_barrier()
    #define smp_wmb() __hmm_barrier()
    #define cond_resched() __hmm_barrier()
    #define might_sleep() __hmm_barrier()
    #define WARN_ON(condition) __hmm_warn(!!(condition))
    #define WARN_ON_ONCE(condition) __hmm_warn(!!(condition))
    #define WARN(condition, ...) __hmm_warn(!!(condition))
    #define WARN_ONCE(condition, ...) __hmm_warn(!!(condition))
    #define VM_WARN_ON_ONCE(condition) __hmm_warn(!!(condition))
    #define VM_WARN_ON(condition) __hmm_warn(!!(condition))
    #define BUG() __hmm_bug(1)
    #define BUG_ON(condition) __hmm_bug(!!(condition))
    #define VM_BUG_ON(condition) __hmm_bug(!!(condition))
    #define VM_BUG_ON_PAGE(condition, page) __hmm_bug(!!(condition))
    #define VM_BUG_ON_VMA(condition, vma) __hmm_bug(!!(condition))
    #define VM_BUG_ON_MM(condition, mm) __hmm_bug(!!(condition))
    #define lockdep_assert_held(lock) __hmm_barrier()
    #define pr_warn(...) __hmm_barrier()
    #define pr_info(...) __hmm_barrier()
    #define pr_debug(...) __hmm_barrier()
    #define current __hmm_current()
    #define jiffies __hmm_jiffies()
    #define msecs_to_jiffies(milliseconds) (milliseconds)
    #define time_after(a, b) ((long)((b) - (a)) < 0)
    #define time_before(a, b) time_after(b, a)
    #define time_after_eq(a, b) ((long)((a) - (b)) >= 0)
    #define time_before_eq(a, b) time_after_eq(b, a)
    #define time_is_before_jiffies(a) time_after(jiffies, a)
    #define time_is_after_jiffies(a) time_before(jiffies, a)
    #define HZ 250
    #define LONG_MAX ((long)(~0UL >> 1))
    #define MAX_JIFFY_OFFSET ((LONG_MAX >> 1) - 1)

    #define min(a, b) \
      ({ typeof(a) __min_a = (a); typeof(b) __min_b = (b); __min_a < __min_b ? __min_a : __min_b; })
    #define max(a, b) \
      ({ typeof(a) __max_a = (a); typeof(b) __max_b = (b); __max_a > __max_b ? __max_a : __max_b; })
    #define min_t(type, a, b) \
      ({ type __min_a = (a); type __min_b = (b); __min_a < __min_b ? __min_a : __min_b; })
    #define max_t(type, a, b) \
      ({ type __max_a = (a); type __max_b = (b); __max_a > __max_b ? __max_a : __max_b; })
    #define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))
    #define BIT(number) (1UL << (number))
    #define BIT_ULL(number) (1ULL << (number))
    #define GENMASK(high, low) ((~0UL << (low)) & (~0UL >> (63 - (high))))
    #define IS_ALIGNED(x, a) (((x) & ((typeof(x))(a) - 1)) == 0)
    #define ALIGN(x, a) (((x) + ((typeof(x))(a) - 1)) & ~((typeof(x))(a) - 1))
    #define ALIGN_DOWN(x, a) ((x) & ~((typeof(x))(a) - 1))
    #define DIV_ROUND_UP(n, d) (((n) + (d) - 1) / (d))
    #define UINT_MAX (~0U)
    #define ULONG_MAX (~0UL)
    #define offsetof(type, member) __builtin_offsetof(type, member)
    #define container_of(pointer, type, member) __hmm_container_of(pointer, type, member)
    #define ERR_PTR(error) ((void *)(long)(error))
    #define PTR_ERR(pointer) ((long)(pointer))
    #define IS_ERR(pointer) ((unsigned long)(pointer) >= (unsigned long)-4095)
    #define IS_ERR_OR_NULL(pointer) (!(pointer) || IS_ERR(pointer))

    #define LIST_HEAD_INIT(name) { &(name), &(name) }
    #define LIST_HEAD(name) struct list_head name = LIST_HEAD_INIT(name)
    #define list_entry(pointer, type, member) container_of(pointer, type, member)
    #define list_first_entry(head, type, member) list_entry((head)->next, type, member)
    #define list_first_entry_or_null(head, type, member) \
      ((head)->next != (head) ? list_entry((head)->next, type, member) : NULL)
    #define list_next_entry(pointer, member) \
      list_entry((pointer)->member.next, typeof(*(pointer)), member)
    #define list_for_each_entry(pointer, head, member) \
      for (pointer = list_first_entry(head, typeof(*pointer), member); \
           &pointer->member != (head); pointer = list_next_entry(pointer, member))
    #define list_for_each_entry_rcu(pointer, head, member) list_for_each_entry(pointer, head, member)
    #define DEFINE_MUTEX(name) struct mutex name
    #define DEFINE_SPINLOCK(name) spinlock_t name
    """# + "\n"
}
