// SPDX-License-Identifier: GPL-2.0-or-later

#include <stdint.h>

typedef uint64_t u64;

static void out(u64 a, u64 *x, unsigned *y) { *x = a + 1; *y = (unsigned)a; }
static u64 sum(const u64 values[], unsigned long count) { u64 s = 0; while (count--) s += *values++; return s; }
static void swap(u64 *x, u64 *y) { u64 t = *x; *x = *y; *y = t; }
static u64 counter(void) { static u64 count = 5; return ++count - count + 5; }
static u64 global_words[4] = {1, 2, [3] = 4};
u64 sample_out_parameters(u64 a, u64 b, u64 c) { u64 x; unsigned y; out(a, &x, &y); return x + y + b + c; }
u64 sample_array_sum(u64 a, u64 b, u64 c) { u64 v[] = {a, b, c, 4, 5}; return sum(v, sizeof(v) / sizeof(v[0])) + sum(&v[1], 2) + sum(v + 3, 1); }
u64 sample_array_index(u64 a, u64 b, u64 c) { u64 v[8] = {0}; v[a & 7] = b; v[b & 7] += c; v[c & 7] ^= 3; return v[0] + 3 * v[3] + 5 * v[5] + v[(a + b) & 7]; }
u64 sample_swap(u64 a, u64 b, u64 c) { if (c & 1) swap(&a, &b); return a * 3 + b; }
u64 sample_pointer_walk(u64 a, u64 b, u64 c) { unsigned v[6]; unsigned *p, *end = v + 6; for (p = v; p < end; p++) *p = (unsigned)a + (unsigned)(p - v); return v[b % 6] + (u64)(end - v) + c; }
u64 sample_two_dimensions(u64 a, u64 b, u64 c) { unsigned short v[2][3] = {{1, 2, 3}, {4, 5, 6}}; v[a & 1][b % 3] += (unsigned short)c; unsigned short (*row)[3] = &v[1]; return v[0][0] + v[0][2] * 3u + (*row)[1] * 5u + row[-1][1] + sizeof(v[0]); }
u64 sample_pointer_to_pointer(u64 a, u64 b, u64 c) { u64 *p = &a, *q = &b, **r = c & 1 ? &p : &q; **r += 5; *r = &c; return a + b * 3 + *p + *q; }
u64 sample_pointer_compare(u64 a, u64 b, u64 c) { u64 v[3] = {a, b, c}; u64 *p = &v[a % 3], *q = &v[b % 3]; return (p == q) + 2 * (p < q) + 4 * (p != 0) + (u64)(q - p + 3) * 8; }
u64 sample_null(u64 a, u64 b, u64 c) { u64 *p = a & 1 ? &b : 0; if (!p) return c; return *p; }
u64 sample_string(u64 a, u64 b, u64 c) { const char *s = "ab\tc" "d"; char t[] = "xyz"; t[1] = s[a % 5]; return (u64)t[1] + (u64)t[0] + sizeof(t) + (u64)s[b % 6] + c; }
u64 sample_static_local(u64 a, u64 b, u64 c) { return counter() + a + b + c; }
u64 sample_global_array(u64 a, u64 b, u64 c) { return global_words[a & 3] + global_words[b & 3] * 10 + c; }
u64 sample_void_pointer(u64 a, u64 b, u64 c) { void *p = &a; u64 *q = p; *q += b; return *(u64 *)p + c; }
u64 sample_const_array(u64 a, u64 b, u64 c) { const unsigned char t[4] = {200, 100, [3] = 7}; return t[a & 3] + t[b & 3] * 2 + c; }
static u64 apply(u64 (*f)(u64 *, u64), u64 *x, u64 y) { return f(x, y); }
static u64 bump(u64 *x, u64 y) { *x += y; return *x; }
u64 sample_callback(u64 a, u64 b, u64 c) { return apply(bump, &a, b) + apply(&bump, &a, c) + a; }
