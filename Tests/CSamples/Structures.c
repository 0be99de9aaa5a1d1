// SPDX-License-Identifier: GPL-2.0-or-later

#include <stdint.h>

typedef uint64_t u64;

typedef struct { u64 value; } word_t;
typedef struct { unsigned value; } half_t;
struct pair { u64 first; unsigned char second; struct { short third; long fourth; } inner; };
struct outer { struct pair pairs[2]; word_t word; u64 *where; };
static word_t make(u64 x) { return (word_t){x}; }
static u64 get(word_t w) { return w.value; }
static word_t next(word_t w) { w.value++; return w; }
static half_t halve(u64 x) { half_t h = {.value = (unsigned)x}; return h; }
static void fill(struct pair *p, u64 x) { p->first = x; p->second = (unsigned char)x; p->inner.third = (short)x; p->inner.fourth = (long)x; }
static u64 total(const struct pair *p) { return p->first + p->second + (u64)p->inner.third + (u64)p->inner.fourth; }
u64 sample_word_struct(u64 a, u64 b, u64 c) { word_t w = make(a); w = next(next(w)); return get(w) + get(make(b)) + make(c).value; }
u64 sample_half_struct(u64 a, u64 b, u64 c) { half_t h = halve(a), g; g = h; g.value += b; return h.value + g.value + c; }
u64 sample_struct_fields(u64 a, u64 b, u64 c) { struct pair p; fill(&p, a); p.inner.fourth += b; return total(&p) + c; }
u64 sample_struct_copy(u64 a, u64 b, u64 c) { struct pair p, q; fill(&p, a); q = p; fill(&p, b); return total(&q) * 3 + total(&p) + c; }
u64 sample_struct_designated(u64 a, u64 b, u64 c) { struct pair p = {.inner = {.fourth = (long)a}, .first = b, .second = (unsigned char)c}; return total(&p); }
u64 sample_struct_positional(u64 a, u64 b, u64 c) { struct pair p = {a, (unsigned char)b, {(short)c, 4}}; return total(&p); }
u64 sample_struct_elided(u64 a, u64 b, u64 c) { struct pair p = {a, 2, (short)b, (long)c}; return total(&p); }
u64 sample_struct_nested(u64 a, u64 b, u64 c) { struct outer o = {.pairs = {[1] = {.first = a}}, .word = {b}}; o.pairs[0].first = c; o.where = &o.pairs[1].first; *o.where += 5; return o.pairs[1].first + o.pairs[0].first * 3 + get(o.word) + o.pairs[1].second; }
u64 sample_struct_zero(u64 a, u64 b, u64 c) { struct outer o = {0}; return total(&o.pairs[0]) + (o.where == 0) + a + b + c; }
u64 sample_compound_literal(u64 a, u64 b, u64 c) { struct pair *p = &(struct pair){.first = a, .second = 3}; p->first += b; return total(p) + total(&(struct pair){.first = c}); }
u64 sample_struct_sizes(u64 a, u64 b, u64 c) { return sizeof(struct pair) + 100 * sizeof(struct outer) + 10000 * __builtin_offsetof(struct pair, inner.fourth) + (a & b & c & 0); }
u64 sample_struct_choice(u64 a, u64 b, u64 c) { word_t x = {a}, y = {b}; word_t z = c & 1 ? x : y; return z.value; }
u64 sample_struct_pointer_choice(u64 a, u64 b, u64 c) { struct pair p, q; fill(&p, a); fill(&q, b); struct pair *r = c & 1 ? &p : &q; r->first = 7; r->inner.third ^= 1; return total(&p) + 3 * total(&q); }
static const struct pair table[3] = {{1, 2, {3, 4}}, [2] = {.first = 9, .inner.fourth = -1}};
u64 sample_static_table(u64 a, u64 b, u64 c) { return table[a % 3].first + (u64)table[b % 3].inner.fourth + table[c % 3].second; }
struct operations { u64 (*run)(u64, u64); u64 extra; };
static u64 run_add(u64 x, u64 y) { return x + y; }
static u64 run_xor(u64 x, u64 y) { return x ^ y; }
static const struct operations operations[] = {{.run = run_add, .extra = 1}, {.run = run_xor, .extra = 2}};
u64 sample_operations(u64 a, u64 b, u64 c) { const struct operations *o = &operations[a & 1]; return o->run(b, c) + o->extra; }
struct fields { unsigned low : 3; unsigned middle : 7; signed int sign : 5; u64 wide : 40; _Bool flag : 1; };
u64 sample_bit_fields(u64 a, u64 b, u64 c) { struct fields f = {.low = a & 7, .sign = (int)(b & 7)}; f.middle = (unsigned)b; f.sign = (int)(c & 15); f.wide = a; f.flag = c & 2; return f.low + f.middle * 10 + (u64)f.sign + f.wide + f.flag; }
u64 sample_bit_field_update(u64 a, u64 b, u64 c) { struct fields f = {0}; f.low += a; f.low++; f.middle -= b; f.wide |= c; f.wide <<= 3; u64 old = f.low++; return f.low + f.middle + f.wide + old + (f.low = (unsigned)c); }
u64 sample_bit_field_promotion(u64 a, u64 b, u64 c) { struct fields f = {.low = a & 7, .middle = b & 127}; return (u64)(f.low - 8) + (u64)(f.low - f.middle) + (f.low - 1 < 0) + c; }
u64 sample_bit_field_size(u64 a, u64 b, u64 c) { return sizeof(struct fields) + (a & b & c & 0); }
