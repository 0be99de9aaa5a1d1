/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What kernels of 6.12 to 7.3 call by other names. */
#ifndef HMMCHECK_COMPAT_H
#define HMMCHECK_COMPAT_H

#include <linux/mm.h>
#include <linux/rmap.h>
#include <linux/swap.h>
#include <linux/swapops.h>
#include <linux/version.h>

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 14, 0)
#define page_pgmap(page) ((page)->pgmap)
#endif

#endif
