// SPDX-License-Identifier: GPL-2.0-or-later

#include <stdint.h>

typedef uint64_t u64;

u64 sample_for(u64 a, u64 b, u64 c) { u64 s = 0; for (u64 i = 0; i < (b & 15); i++) if (i >= (a & 3)) s += i ^ c; return s; }
u64 sample_while_break(u64 a, u64 b, u64 c) { u64 n = 0; while (1) { if (n >= (a & 7)) break; n++; if (n == (b & 7)) break; } return n + c; }
u64 sample_do_while(u64 a, u64 b, u64 c) { u64 n = 0; do { n += 2; if (n == (b & 6)) continue; n++; } while (n < (a & 15)); return n + c; }
u64 sample_continue(u64 a, u64 b, u64 c) { u64 s = 0; for (int i = 0; i < 6; i++) { if ((a >> i) & 1) continue; if ((b >> i) & 1) s += 10; s++; } return s + (c & 1); }
u64 sample_nested_loops(u64 a, u64 b, u64 c) { u64 s = 0; for (u64 i = 0; i < (a & 3); i++) for (u64 j = i; j < (b & 3); j++) { if (j == (c & 3)) break; s += i * 4 + j + 1; } return s; }
u64 sample_goto_back(u64 a, u64 b, u64 c) { u64 n = 0; again: n++; if (n < (a & 7)) goto again; if (b & 1) goto out; n += 100; out: return n + c; }
u64 sample_goto_out(u64 a, u64 b, u64 c) { u64 i, j = 0; for (i = 0; i < 4; i++) for (j = 0; j < 4; j++) if (i * j == (a & 15)) goto found; return b; found: return i * 10 + j + c; }
u64 sample_goto_into_loop(u64 a, u64 b, u64 c) { u64 n = 0, i = 0; if (a & 1) goto middle; for (i = 0; i < (b & 3); i++) { n += 1; middle: n += 10; if (c & 1) n += 100; } return n * 10 + i; }
u64 sample_goto_into_tail(u64 a, u64 b, u64 c) { u64 s = 0; for (u64 i = 0; i < 4; i++) { u64 v = (a >> (2 * i)) & 3; if (v == 0) goto fault; if (v == 1) { s += b & 7; continue; } s += c & 7; if (v == 2) continue; fault: s += 1000; } return s; }
u64 sample_goto_block(u64 a, u64 b, u64 c) { u64 r = 1; if (a & 1) { inner: r += b; if (r & 8) goto done; } else { r += c; } if (r < 5) { r += 8; goto inner; } done: return r; }
u64 sample_switch_fall(u64 a, u64 b, u64 c) { u64 r = 0; switch (a & 7) { case 0: r += b; case 1: r += c; break; case 2 ... 4: r = 7; break; default: r = 9; case 6: r++; } return r; }
u64 sample_switch_loop(u64 a, u64 b, u64 c) { u64 n = 0; for (int i = 0; i < 5; i++) { switch ((a >> i) & 3) { case 0: continue; case 1: n += b & 15; break; case 2: { n += 2; break; } default: n ^= c; } n++; } return n; }
u64 sample_switch_signed(u64 a, u64 b, u64 c) { switch ((int)a % 4) { case -1: return b; case -2: return c; case 3: return 3; case -100 ... -3: return 8; } return 4; }
u64 sample_switch_into_loop(u64 a, u64 b, u64 c) { u64 n = 0, k = (b & 3) + 1; switch (a & 1) { case 0: do { n += 5; case 1: n += c & 3; } while (--k); } return n; }
u64 sample_do_comma(u64 a, u64 b, u64 c) { u64 i = 0, v; do { v = a >> i; } while (i++, v &= 1, v != (b & 1) && i < 5); return i + c; }
u64 sample_for_empty(u64 a, u64 b, u64 c) { u64 i = 0; for (;;) { if (i++ > (a & 3)) break; } for (; i < (b & 7); i++) ; return i + c; }
u64 sample_early_return(u64 a, u64 b, u64 c) { for (u64 i = 0; i < 5; i++) { if (((a >> i) & 1) == 0) return i + b; } return c; }
u64 sample_shadowing(u64 a, u64 b, u64 c) { u64 x = a; { u64 x = b; { u64 x = c; a += x; } a += x; } return a + x; }
