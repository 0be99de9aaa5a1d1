// SPDX-License-Identifier: GPL-2.0-or-later

#include <stdint.h>

typedef uint64_t u64;

typedef _Bool flag;
static flag any(u64 x) { return x; }
static void both(flag *x, flag *y, u64 a, u64 b) { *x = *y = 0; if (a & 4) *x = a & 0xff00; if (b & 4) *y = b; }
u64 sample_bool_from_word(u64 a, u64 b, u64 c) { flag x = a & 0xff00000000; flag y = (flag)b; return x + 2 * y + 4 * any(c & 0x100); }
u64 sample_bool_arithmetic(u64 a, u64 b, u64 c) { flag x = a & 1; x += 1; x ^= b & 1; return x + (x << 3) + (c & 0); }
u64 sample_bool_out(u64 a, u64 b, u64 c) { flag x, y; both(&x, &y, a, b); return x + 2 * y + c; }
u64 sample_bool_not(u64 a, u64 b, u64 c) { flag x = !a; flag y = !(b & 1); return !x + 2 * !y + 4 * (x == y) + 8 * !!c; }
u64 sample_bool_or_assign(u64 a, u64 b, u64 c) { flag x = 0; x |= a & 2; x |= (b & 0x10000) != 0; x &= !(c & 1); return x; }
u64 sample_bool_decrement(u64 a, u64 b, u64 c) { flag x = a & 1; x++; flag y = x; x--; return x + 2 * y + (b & c & 0); }
u64 sample_bool_array(u64 a, u64 b, u64 c) { flag x[3] = {a & 1, b & 2, c & 4}; return x[0] + x[1] * 2 + x[2] * 4 + sizeof(x); }
u64 sample_short_circuit(u64 a, u64 b, u64 c) { u64 n = 0; if ((a & 1 && ++n) || (b & 1 && (n += 10)) || (c & 1 && (n += 100))) n += 1000; return n; }
u64 sample_short_circuit_value(u64 a, u64 b, u64 c) { u64 n = 0; int r = (a & 1) && (n++, b & 1) && (n++, c & 1); return r * 100 + n; }
u64 sample_bool_compare(u64 a, u64 b, u64 c) { return (any(a) == any(b)) + (any(b) > any(c)) * 2 + (-any(a) < 0) * 4; }
