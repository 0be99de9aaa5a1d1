// SPDX-License-Identifier: GPL-2.0-or-later

extension ModelHeader {
  /// What only the registration half of kernels before 5.5 calls.
  static let old = #"""
    void *memset(void *target, int value, size_t size);
    void *memcpy(void *target, const void *source, size_t size);
    void *kmalloc(size_t size, gfp_t flags);
    void *kzalloc(size_t size, gfp_t flags);
    void *kvcalloc(size_t count, size_t size, gfp_t flags);
    void kfree(const void *pointer);
    void kvfree(const void *pointer);
    void down_read(struct rw_semaphore *semaphore);
    int down_read_trylock(struct rw_semaphore *semaphore);
    void up_read(struct rw_semaphore *semaphore);
    void down_write(struct rw_semaphore *semaphore);
    void up_write(struct rw_semaphore *semaphore);
    void init_rwsem(struct rw_semaphore *semaphore);
    void mutex_init(struct mutex *mutex);
    void mutex_lock(struct mutex *mutex);
    int mutex_trylock(struct mutex *mutex);
    void mutex_unlock(struct mutex *mutex);
    void kref_init(struct kref *kref);
    int kref_get_unless_zero(struct kref *kref);
    int kref_put();
    void init_waitqueue_head(wait_queue_head_t *head);
    void wake_up_all(wait_queue_head_t *head);
    bool mmget_not_zero(struct mm_struct *mm);
    void mmgrab(struct mm_struct *mm);
    void mmdrop(struct mm_struct *mm);
    void mmput(struct mm_struct *mm);
    bool mmu_notifier_range_blockable(const struct mmu_notifier_range *range);
    int __mmu_notifier_register(struct mmu_notifier *notifier, struct mm_struct *mm);
    int mmu_notifier_register(struct mmu_notifier *notifier, struct mm_struct *mm);
    void mmu_notifier_unregister_no_release(struct mmu_notifier *notifier, struct mm_struct *mm);
    void INIT_LIST_HEAD(struct list_head *list);
    void list_add(struct list_head *entry, struct list_head *head);
    void list_add_rcu(struct list_head *entry, struct list_head *head);
    void list_del(struct list_head *entry);
    void list_del_init(struct list_head *entry);
    void list_del_rcu(struct list_head *entry);
    int list_empty(const struct list_head *head);
    struct mmu_notifier_ops {
      void (*release)(struct mmu_notifier *notifier, struct mm_struct *mm);
      int (*invalidate_range_start)();
      void (*invalidate_range_end)();
      struct mmu_notifier *(*alloc_notifier)(struct mm_struct *mm);
      void (*free_notifier)(struct mmu_notifier *notifier);
    };
    enum mmu_notifier_event { MMU_NOTIFY_UNMAP = 0, MMU_NOTIFY_CLEAR, MMU_NOTIFY_PROTECTION_VMA };
    """# + "\n"
}
