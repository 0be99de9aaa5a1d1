// SPDX-License-Identifier: GPL-2.0-or-later

#include <stdint.h>

typedef uint64_t u64;

enum narrow { ZERO, ONE, FIVE = 5, SIX };
enum negative { LOW = -3, LOWER = -100, NEXT };
enum wide { TOP = 1UL << 63, SECOND = 1UL << 62, BOTH = TOP | SECOND, REST = ~(TOP | SECOND), MASK = 0xffUL << 56, SMALL = 1 };
enum half { HIGH = 0x80000000, OTHER = 3 };
enum wide_negative { DEEP = -1, FAR = 0x100000000 };
u64 sample_enum_values(u64 a, u64 b, u64 c) { return ZERO + ONE + FIVE + SIX + NEXT + (a & b & c); }
u64 sample_enum_wide(u64 a, u64 b, u64 c) { return (a & TOP) | (b & SECOND) | (c & REST) | (BOTH >> 3); }
u64 sample_enum_wide_not(u64 a, u64 b, u64 c) { return (a & ~BOTH) + (b & ~MASK) + (c & ~TOP); }
u64 sample_enum_sizes(u64 a, u64 b, u64 c) { return sizeof(enum narrow) + 10 * sizeof(enum wide) + 100 * sizeof(enum half) + 1000 * sizeof(enum wide_negative) + 10000 * sizeof(TOP) + (a & b & c & 0); }
u64 sample_enum_signedness(u64 a, u64 b, u64 c) { enum narrow x = (enum narrow)a; enum negative y = (enum negative)b; return ((u64)x > 0xffffffff) + 2 * (y < 0) + 4 * ((enum wide)c > 0); }
u64 sample_enum_cast(u64 a, u64 b, u64 c) { enum negative y = (enum negative)(int)a; enum half z = (enum half)b; return (u64)y + (u64)z + c; }
u64 sample_enum_negative(u64 a, u64 b, u64 c) { return (u64)LOW + (u64)LOWER * a + (u64)DEEP + (u64)FAR * b + c; }
u64 sample_enum_switch(u64 a, u64 b, u64 c) { switch ((enum narrow)(a & 7)) { case ZERO: return b; case ONE: return c; case FIVE: return b + c; default: return 9; case SIX: return b - c; } }
u64 sample_enum_in_function(u64 a, u64 b, u64 c) { enum { LOCAL = 40, AFTER }; return a * LOCAL + b * AFTER + c; }
u64 sample_enum_shifted(u64 a, u64 b, u64 c) { enum { SHIFT = 64 - 8, FIELD = 0x1fUL << SHIFT, UNIT = 1UL << SHIFT }; return (a & FIELD) / UNIT + (b & FIELD) + (c >> SHIFT); }
