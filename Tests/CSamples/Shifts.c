// SPDX-License-Identifier: GPL-2.0-or-later

#include <stdint.h>

typedef uint64_t u64;

u64 sample_shift_left(u64 a, u64 b, u64 c) { return (a << (b & 63)) ^ (a << (c & 63)); }
u64 sample_shift_right(u64 a, u64 b, u64 c) { return (a >> (b & 63)) + (a >> (c & 63)); }
u64 sample_shift_signed(u64 a, u64 b, u64 c) { return (u64)((long)a >> (b & 63)) + (u64)((int)c >> 5); }
u64 sample_shift_int(u64 a, u64 b, u64 c) { unsigned x = (unsigned)a; return (x << (b & 31)) + (x >> (c & 31)); }
u64 sample_shift_promoted(u64 a, u64 b, u64 c) { unsigned char x = (unsigned char)a; return (u64)(x << 8) + (x >> (b & 7)) + c; }
u64 sample_shift_amount_type(u64 a, u64 b, u64 c) { unsigned char n = b & 15; return ((unsigned)a >> n) + (c >> n); }
u64 sample_rotate(u64 a, u64 b, u64 c) { unsigned n = b & 63; u64 r = n ? (a << n) | (a >> (64 - n)) : a; return r ^ c; }
u64 sample_bits(u64 a, u64 b, u64 c) { u64 r = 0; for (int i = 0; i < 8; i++) r |= ((a >> i) & 1) << (7 - i); return r + (b & ~c) + (b | c) + (b ^ c); }
u64 sample_population(u64 a, u64 b, u64 c) { unsigned n = 0; a &= 0xffff; while (a) { a &= a - 1; n++; } return n + (b & c & 0); }
u64 sample_compound_shift(u64 a, u64 b, u64 c) { a <<= b & 7; a >>= c & 7; unsigned short x = (unsigned short)a; x <<= 3; x >>= 1; return a + x; }
u64 sample_mask_fields(u64 a, u64 b, u64 c) { u64 m = (1UL << (b & 31)) - 1; return (a & m) | ((c & m) << 32); }
