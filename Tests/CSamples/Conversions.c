// SPDX-License-Identifier: GPL-2.0-or-later

#include <stdint.h>

typedef uint64_t u64;

u64 sample_truncate_int(u64 a, u64 b, u64 c) { int x = (int)a; (void)b; (void)c; return x; }
u64 sample_truncate_uint(u64 a, u64 b, u64 c) { unsigned x = a; return x + b + c; }
u64 sample_truncate_short(u64 a, u64 b, u64 c) { short x = (short)a; return (u64)x ^ b ^ c; }
u64 sample_truncate_char(u64 a, u64 b, u64 c) { signed char x = (signed char)a; unsigned char y = b; return x + y + c; }
u64 sample_compare_mixed(u64 a, u64 b, u64 c) { int x = (int)a; unsigned y = (unsigned)b; return (x < (long)y) + 2 * (x < y) + 4 * ((long)x < (long)c); }
u64 sample_compare_long(u64 a, u64 b, u64 c) { return ((long)a < (long)b) + 2 * (a < b) + 4 * ((long)a >= (long)c) + 8 * (a != c); }
u64 sample_int_to_ulong(u64 a, u64 b, u64 c) { return (u64)(int)a + (u64)(unsigned)b + (u64)(short)c; }
u64 sample_minus_one(u64 a, u64 b, u64 c) { unsigned x = -1; u64 y = -1; return (x == -1) + 2 * (y == -1) + (a & b & c); }
u64 sample_char_compare(u64 a, u64 b, u64 c) { char x = (char)a; unsigned char y = (unsigned char)b; return (x < y) + ((x == y) << 1) + c; }
u64 sample_assign_chain(u64 a, u64 b, u64 c) { unsigned char x; u64 y; y = x = (unsigned char)(a + b); return y + x + c; }
u64 sample_compound_narrow(u64 a, u64 b, u64 c) { unsigned char x = (unsigned char)a; x += b; x -= c; x *= 3; return x; }
u64 sample_compound_signed(u64 a, u64 b, u64 c) { signed char x = (signed char)a; x = (signed char)(x + (int)(b & 0xff)); x ^= c; return x; }
u64 sample_negate(u64 a, u64 b, u64 c) { unsigned x = (unsigned)a; return -x + (-b) + (u64)(-(int)(c & 0xffff)); }
u64 sample_complement(u64 a, u64 b, u64 c) { unsigned char x = (unsigned char)a; unsigned y = (unsigned)b; return (u64)~x + (u64)~y + ~c; }
u64 sample_literals(u64 a, u64 b, u64 c) { return (0xffffffff > -1) + 2 * (2147483648 > -1) + 4 * (0x80000000 == 2147483648u) + (a ^ b ^ c) + 'a' + '\n' + '\xff' + 010; }
u64 sample_sizes(u64 a, u64 b, u64 c) { return sizeof(a) + 10 * sizeof(int) + 100 * sizeof(char) + 1000 * sizeof(void *) + 10000 * sizeof(1 ? (char)1 : (short)2) + 100000 * sizeof(1u + 1l) + (b & c & 0); }
u64 sample_pointer_size(u64 a, u64 b, u64 c) { int x[7]; (void)x; return sizeof(x) + sizeof(x[0]) + sizeof(x) / sizeof(*x) + a * b * c; }
