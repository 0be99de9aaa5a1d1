// SPDX-License-Identifier: GPL-2.0-or-later

#include <stdint.h>

typedef uint64_t u64;

#define SQUARE(x) ((x) * (x))
#define PASTE(x, y) x##y
#define EXPAND_PASTE(x, y) PASTE(x, y)
#define NAME(n) EXPAND_PASTE(value_, n)
#define TEXT(x) #x
#define LENGTH(x) (sizeof(TEXT(x)) - 1)
#define FIRST(x, ...) (x)
#define REST(x, ...) count(0, ##__VA_ARGS__, 99)
#define COUNT(...) COUNT_(__VA_ARGS__, 4, 3, 2, 1)
#define COUNT_(a, b, c, d, n, ...) n
#define SELF(x) (SELF_CONSTANT + x)
#define SELF_CONSTANT (7)
#define IF(condition) PASTE(IF_, condition)
#define IF_1(x, y) x
#define IF_0(x, y) y
#define f(a) a*g
#define g(a) f(a)
static u64 count(u64 first, u64 x, u64 y) { return first + x * 3 + y; }
#undef UNKNOWN
#if defined(SQUARE) && !defined(UNKNOWN) && (1 ? 2 : 3) == 2 && -1 < 0 && (UNKNOWN + 1)
#define TAKEN 1
#elif 1
#define TAKEN 2
#else
#define TAKEN 3
#endif
u64 sample_macro_square(u64 a, u64 b, u64 c) { return SQUARE(a + 1) + SQUARE(b) + c; }
u64 sample_macro_paste(u64 a, u64 b, u64 c) { u64 value_1 = a, value_2 = b; return NAME(1) + NAME(2) * PASTE(1, 0) + c; }
u64 sample_macro_text(u64 a, u64 b, u64 c) { return LENGTH(a  +  b) * 10 + LENGTH("x\n") + (u64)TEXT(q)[0] + a + b + c; }
u64 sample_macro_variadic(u64 a, u64 b, u64 c) { return FIRST(a, b, c) + REST(a, b) + COUNT(a, b) * 1000 + COUNT(c); }
u64 sample_macro_self(u64 a, u64 b, u64 c) { return SELF(a) + b + c; }
u64 sample_macro_condition(u64 a, u64 b, u64 c) { return IF(1)(a, b) + IF(0)(a, b) * 3 + c + TAKEN; }
u64 sample_macro_recursive(u64 a, u64 b, u64 c) { u64 g = b; return f(a)+f(2)*c; }
#define DECLARE(name, operator) static u64 name(u64 x, u64 y) { return x operator y; }
DECLARE(macro_add, +)
DECLARE(macro_mask, &)
u64 sample_macro_declared(u64 a, u64 b, u64 c) { return macro_add(a, b) + macro_mask(b, c); }
u64 sample_macro_lines(u64 a, u64 b, u64 c) { return a + \
  b /* over
  lines */ + c; // the end \
  not code }
}
#if 0
u64 sample_never(u64 a, u64 b, u64 c) { this is " not C }
#endif
u64 sample_macro_line(u64 a, u64 b, u64 c) { return (u64)__LINE__ + a + b + c; }
