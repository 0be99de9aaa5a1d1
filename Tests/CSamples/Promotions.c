// SPDX-License-Identifier: GPL-2.0-or-later

#include <stdint.h>

typedef uint64_t u64;

u64 sample_char_sum(u64 a, u64 b, u64 c) { unsigned char x = (unsigned char)a, y = (unsigned char)b; return x + y + (x * y) + (x - y) + c; }
u64 sample_short_product(u64 a, u64 b, u64 c) { short x = (short)(a & 0xff), y = (short)(b & 0xff); return (u64)(x * y) + c; }
u64 sample_divide_unsigned(u64 a, u64 b, u64 c) { return a / (b | 1) + a % (c | 1); }
u64 sample_divide_signed(u64 a, u64 b, u64 c) { long x = (long)(a >> 1), y = (long)((b >> 3) | 1); if (c & 1) x = -x; if (c & 2) y = -y; return (u64)(x / y) + 3 * (u64)(x % y); }
u64 sample_divide_int(u64 a, u64 b, u64 c) { int x = (int)(a & 0xfffffff), y = (int)((b & 0xffff) | 1); if (c & 1) x = -x; if (c & 2) y = -y; return (u64)(x / y) ^ (u64)(x % y); }
u64 sample_divide_uint(u64 a, u64 b, u64 c) { unsigned x = (unsigned)a, y = (unsigned)b | 1; return (x / y) + (u64)(x % y) * (c & 7); }
u64 sample_divide_power(u64 a, u64 b, u64 c) { return a / 16 + b % 32 + c / 4096; }
u64 sample_multiply(u64 a, u64 b, u64 c) { return a * b + (unsigned)a * (unsigned)c + b * 12 + c * 4096; }
u64 sample_usual_conversions(u64 a, u64 b, u64 c) { unsigned x = (unsigned)a; long y = (long)(int)b; return (u64)(x + y) + (u64)((int)c & 0xff ? y : x); }
u64 sample_ternary_type(u64 a, u64 b, u64 c) { int x = -1; unsigned y = 1; return (u64)(a & 1 ? x : y) + (u64)(b & 1 ? (short)c : 5u); }
u64 sample_unsigned_wrap(u64 a, u64 b, u64 c) { unsigned x = (unsigned)a + (unsigned)b; x = x - (unsigned)c; return x; }
u64 sample_integer_ranks(u64 a, u64 b, u64 c) { return (u64)((short)a + (unsigned short)b) + (u64)((unsigned char)c - (short)a); }
u64 sample_logical(u64 a, u64 b, u64 c) { return !a + !!b * 2 + (a && b) * 4 + (b || c) * 8 + (!(a & 1) && (b & 1 || c & 1)) * 16; }
u64 sample_comparison_chain(u64 a, u64 b, u64 c) { return (a < b) < c; }
