// SPDX-License-Identifier: GPL-2.0-or-later

extension ModelHeader {
  /// Types, and structures with what the text touches of them.
  static let types = #"""
    typedef _Bool bool;
    typedef unsigned char u8;
    typedef unsigned short u16;
    typedef unsigned int u32;
    typedef unsigned long u64;
    typedef signed char s8;
    typedef short s16;
    typedef int s32;
    typedef long s64;
    typedef unsigned char uint8_t;
    typedef unsigned short uint16_t;
    typedef unsigned int uint32_t;
    typedef unsigned long uint64_t;
    typedef signed char int8_t;
    typedef short int16_t;
    typedef int int32_t;
    typedef long int64_t;
    typedef unsigned long size_t;
    typedef long ssize_t;
    typedef unsigned long uintptr_t;
    typedef unsigned int gfp_t;
    typedef unsigned long dma_addr_t;
    typedef unsigned long phys_addr_t;
    typedef unsigned long resource_size_t;
    typedef unsigned int vm_fault_t;
    typedef unsigned long vm_flags_t;

    typedef struct { unsigned long pte; } pte_t;
    typedef struct { unsigned long pmd; } pmd_t;
    typedef struct { unsigned long pud; } pud_t;
    typedef struct { unsigned long p4d; } p4d_t;
    typedef struct { unsigned long pgd; } pgd_t;
    typedef struct { unsigned long pgprot; } pgprot_t;
    typedef struct { unsigned long val; } swp_entry_t;
    typedef swp_entry_t softleaf_t;
    typedef pte_t hw_pte_t;
    typedef unsigned long pte_marker;
    typedef struct { int locked; } spinlock_t;
    typedef struct { int counter; } atomic_t;

    struct list_head { struct list_head *next, *prev; };
    struct hlist_node { struct hlist_node *next, **pprev; };
    struct hlist_head { struct hlist_node *first; };
    struct rw_semaphore { int count; };
    struct mutex { int owner; };
    struct kref { int refcount; };
    struct rcu_head { void *next; };
    struct work_struct { void *func; };
    struct srcu_struct { int index; };
    typedef struct { int head; } wait_queue_head_t;
    struct completion { int done; };
    struct task_struct;
    struct hstate;
    struct device;
    struct file;
    struct hmm;
    struct mmu_notifier_ops;
    struct dev_pagemap_ops;

    struct dev_pagemap { void *owner; int type; };
    struct folio { struct dev_pagemap *pgmap; unsigned long flags; };
    struct page { struct dev_pagemap *pgmap; unsigned long flags; void *private; };
    struct mm_struct {
      struct hmm *hmm;
      spinlock_t page_table_lock;
      struct rw_semaphore mmap_sem;
      struct rw_semaphore mmap_lock;
      pgd_t *pgd;
    };
    struct vm_area_struct {
      unsigned long vm_start;
      unsigned long vm_end;
      unsigned long vm_flags;
      struct mm_struct *vm_mm;
      struct vm_area_struct *vm_next;
      struct file *vm_file;
      const void *vm_ops;
    };
    struct mmu_notifier {
      struct hlist_node hlist;
      const struct mmu_notifier_ops *ops;
      struct mm_struct *mm;
    };
    struct mmu_notifier_range {
      struct mm_struct *mm;
      unsigned long start;
      unsigned long end;
      unsigned int flags;
      bool blockable;
      int event;
    };
    struct mmu_interval_notifier {
      struct mm_struct *mm;
      unsigned long invalidate_seq;
    };

    enum page_walk_action { ACTION_SUBTREE = 0, ACTION_CONTINUE = 1, ACTION_AGAIN = 2 };
    enum page_walk_lock { PGWALK_RDLOCK = 0, PGWALK_WRLOCK = 1, PGWALK_WRLOCK_VERIFY = 2,
                          PGWALK_VMA_RDLOCK_VERIFY = 3 };
    enum softleaf_type {
      SOFTLEAF_NONE, SOFTLEAF_SWAP, SOFTLEAF_MIGRATION_READ, SOFTLEAF_MIGRATION_READ_EXCLUSIVE,
      SOFTLEAF_MIGRATION_WRITE, SOFTLEAF_DEVICE_PRIVATE_READ, SOFTLEAF_DEVICE_PRIVATE_WRITE,
      SOFTLEAF_DEVICE_EXCLUSIVE, SOFTLEAF_HWPOISON, SOFTLEAF_MARKER
    };
    struct mm_walk_ops {
      int (*pgd_entry)();
      int (*p4d_entry)();
      int (*pud_entry)();
      int (*pmd_entry)();
      int (*pte_entry)();
      int (*pte_hole)();
      int (*hugetlb_entry)();
      int (*test_walk)();
      int (*pre_vma)();
      void (*post_vma)();
      int (*install_pte)();
      enum page_walk_lock walk_lock;
    };
    struct mm_walk {
      const struct mm_walk_ops *ops;
      struct mm_struct *mm;
      pgd_t *pgd;
      struct vm_area_struct *vma;
      enum page_walk_action action;
      bool no_vma;
      void *private;
      int (*pud_entry)();
      int (*pmd_entry)();
      int (*pte_entry)();
      int (*pte_hole)();
      int (*hugetlb_entry)();
      int (*test_walk)();
    };
    """# + "\n"
}
