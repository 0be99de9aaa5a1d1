// SPDX-License-Identifier: GPL-2.0-or-later

#include <stdint.h>

typedef uint64_t u64;

static u64 twice(u64 x) { return 2 * x; }
static u64 add(u64 x, u64 y) { return x + y; }
u64 sample_constant(u64 a, u64 b, u64 c) { return 5; }
u64 sample_third(u64 a, u64 b, u64 c) { return c; }
u64 sample_comma(u64 a, u64 b, u64 c) { u64 x; x = (a++, b += a, a + b); return x + c; }
u64 sample_comma_for(u64 a, u64 b, u64 c) { u64 i, j, s = 0; for (i = 0, j = a & 7; i < (b & 7); i++, j += 2) s += i * j; return s + c; }
u64 sample_increment(u64 a, u64 b, u64 c) { u64 x = a++; u64 y = ++b; u64 z = c--; u64 w = --c; return x + 3 * y + 5 * z + 7 * w + a + b; }
u64 sample_ternary_chain(u64 a, u64 b, u64 c) { return a < b ? b < c ? 1 : 2 : a < c ? 3 : b == c ? 4 : 5; }
u64 sample_ternary_side(u64 a, u64 b, u64 c) { u64 n = 0; u64 r = a & 1 ? (n += b, n) : (n += c, n * 2); return r + n; }
u64 sample_elvis(u64 a, u64 b, u64 c) { return ((a & 3) ?: b) + ((a & 1) ?: twice(c)); }
u64 sample_statement_expression(u64 a, u64 b, u64 c) { u64 r = ({ u64 x = a; x *= 3; u64 y = x + b; y; }); return r + ({ c; }); }
#define LARGER(x, y) ({ __typeof__(x) first = (x); __typeof__(y) second = (y); first > second ? first : second; })
u64 sample_statement_macro(u64 a, u64 b, u64 c) { return LARGER(a & 0xff, LARGER(b & 0xff, c & 0xff)); }
u64 sample_nested_calls(u64 a, u64 b, u64 c) { return add(twice(a), add(twice(b), twice(twice(c)))); }
static u64 subtract(u64 x, u64 y) { return x - y; }
u64 sample_recursion(u64 a, u64 b, u64 c) { return (a & 15) == 0 ? b + c : 1 + sample_recursion((a & 15) - 1, b, c * 3); }
u64 sample_typeof(u64 a, u64 b, u64 c) { __typeof__(a + 1) x = a; __typeof__((unsigned char)1) y = (unsigned char)b; const __typeof__(int) z = (int)c; return x + y + (u64)z; }
u64 sample_precedence(u64 a, u64 b, u64 c) { return a + b * c - (a & b | c ^ a) + (a << 1 + 2) + (a == b & c) + (~a & b); }
u64 sample_function_pointer(u64 a, u64 b, u64 c) { u64 (*f)(u64) = a & 1 ? twice : 0; return f ? f(b) : c; }
u64 sample_function_choice(u64 a, u64 b, u64 c) { u64 (*table[2])(u64, u64) = {add, subtract}; return table[a & 1](b, c); }
u64 sample_builtin_expect(u64 a, u64 b, u64 c) { if (__builtin_expect(a & 1, 0)) return b; return __builtin_constant_p(3) ? c : a; }
u64 sample_compound_order(u64 a, u64 b, u64 c) { u64 x[2] = {a, b}; int i = 0; x[i++] += c; return x[0] + x[1] * 3 + (u64)i; }
u64 sample_constant_only(u64 a, u64 b, u64 c) { return 2; }
u64 sample_parameter_only(u64 a, u64 b, u64 c) { return b; }
