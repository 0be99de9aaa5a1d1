// SPDX-License-Identifier: GPL-2.0-or-later

#if __has_include(<z3.h>)
#include <z3.h>
#else
#error "libz3-dev is missing: apt-get install libz3-dev pkg-config"
#endif
