// SPDX-License-Identifier: GPL-2.0-or-later

import Testing

@testable import KernelSource

/// What is refused, where and why; and that reading goes on behind it.
struct ParserTests {
  /// The reasons for which parts of `text` were left out.
  private func refusals(_ text: String) throws -> [String] {
    let program = try read(text + "\nlong last(long a) { return a + 1; }")
    #expect(runConcrete(program, "last", [4]) == Outcome(value: 5, finding: nil))
    return program.dropped.map(\.problem.description) + program.problems.map(\.description)
  }

  @Test(arguments: [
    ("int f(int a) { return a + ; }", "test.c:1:27: expression expected before ';'"),
    ("int f(int a) { return b; }", "test.c:1:23: unknown name 'b'"),
    ("int f(struct s *a) { return a->b; }", "test.c:1:30: struct s is not known"),
    (
      "struct s { int a; };\nint f(struct s *a) { return a->b; }",
      "test.c:2:30: struct s has no member b"
    ),
    ("int f(int a) { float b = a; return b; }", "test.c:1:16: float is not supported"),
    ("union u { int a; long b; };", "test.c:1:7: union is not supported"),
    ("int f(int a) { asm(\"nop\"); return a; }", "test.c:1:16: inline assembly"),
    ("int f(int a) { goto out; return a; }", "test.c:1:16: no label out in f"),
    ("int f(int a) { x: x: return a; }", "test.c:1:19: label x twice"),
    ("int f(int a) { int v[a]; return 0; }", "test.c:1:22: array of variable length"),
    ("int f(int a, ...) { return a; }", "test.c:1:19: variable arguments of f"),
    ("int f(int a) { case 1: return a; }", "test.c:1:16: case outside of switch"),
    (
      "int f(int a) { switch (a) { case a: return 1; } return 0; }",
      "test.c:1:34: case is not constant"
    ),
    ("int f(int a) { break; }", "test.c:1:16: break outside of a loop"),
    (
      "int f(int a) { switch (a) { default: continue; } }",
      "test.c:1:38: continue outside of a loop"
    ),
    ("int f(int a) { 3 = a; return a; }", "test.c:1:18: assignment to what is no object"),
    ("int f(int a) { return *a; }", "test.c:1:23: '*' of what is no pointer to an object"),
    ("int f(int a) { return a(1); }", "test.c:1:24: call of what is no function"),
    ("int g(int);\nint f(int a) { return g(a, a); }", "test.c:2:24: call with 2 arguments, not 1"),
    (
      "struct s { long a, b; };\nstruct s f(struct s a) { return a; }",
      "test.c:2:24: parameter a: only structures of one word are passed by value"
    ),
    ("_Static_assert(1 == 2, \"no\");", "test.c:1:1: static assertion fails"),
    ("int a[1 << 30];", "test.c:1:7: array too large"),
    ("what f(int a) { return a; }", "test.c:1:1: unknown type 'what'"),
    ("int f(int a) { return a; ", "test.c:2:37: '}' expected before the end"),
    ("int f(int a) { return 09; }", "test.c:1:23: '09' is no integer constant"),
    ("int f(int a) { return `; }", "test.c:1:23: expression expected before '`'"),
    ("int x = 1, x2 = x;", "test.c:1:17: initialiser of x2 is not constant"),
    ("int f(void) { return f; } int f(void) { return 1; }", "test.c:1:39: f is defined twice"),
  ])
  func isRefused(_ text: String, _ reason: String) throws {
    guard !reason.contains("before the end") else {
      // What has no end takes the rest of the text with it.
      #expect(try read(text).dropped.map(\.problem.text) == ["'}' expected before the end"])
      return
    }
    #expect(try refusals(text) == [reason])
  }

  @Test func deepNestingIsRefused() throws {
    for (open, close) in [
      ("(", ")"), ("-", ""), ("!", ""), ("*", ""), ("(int)", ""), ("a ? a : ", ""),
    ] {
      let text =
        "int f(int a) { return " + String(repeating: open, count: 3000) + "a"
        + String(repeating: close, count: 3000) + "; }"
      let reasons = try refusals(text)
      #expect(reasons.count == 1 && reasons[0].hasSuffix("nested too deeply"), "\(open) \(reasons)")
    }
    let sum = "int f(int a) { return a" + String(repeating: " + a", count: 3000) + "; }"
    #expect(try refusals(sum).first?.hasSuffix("expression too deep") == true)
    let blocks = "int f(int a) { " + String(repeating: "{", count: 3000)
    #expect(try read(blocks).dropped.map(\.name) == ["f"])
    let pointers = "int " + String(repeating: "*", count: 3000) + "p;"
    #expect(try refusals(pointers).first?.hasSuffix("type too deep") == true)
  }

  @Test func declarationsAfterARefusalAreRead() throws {
    let text = """
      union u { int a; };
      struct holder { union u u; };
      static struct holder broken(int a) { return (struct holder){ a }; }
      static int __attribute__((unused)) lost(int a) { if (a) { return ((float)a); } return 0; }
      enum { AFTER = 4 };
      int f(int a) { return a + AFTER; }
      """
    let program = try read(text)
    #expect(program.dropped.map(\.name) == ["broken", "lost"])
    #expect(program.functions == ["f"])
    #expect(runConcrete(program, "f", [1]) == Outcome(value: 5, finding: nil))
  }

  @Test func constantsByName() throws {
    let text = """
      #define SHIFTED (1UL << 63)
      #define NOT_ONE(x) x
      #define SUM (KNOWN + 1)
      #define TEXT "abc"
      enum { KNOWN = 41 };
      """
    let program = try read(text)
    #expect(program.constant("SHIFTED") == 1 << 63)
    #expect(program.constant("SUM") == 42)
    #expect(program.constant("KNOWN") == 41)
    #expect(program.constant("NOT_ONE") == nil)
    #expect(program.constant("TEXT") == nil)
    #expect(program.constant("NOTHING") == nil)
    #expect(program.hasMacro("SUM") && !program.hasMacro("KNOWN"))
    #expect(program.hasEnumerator("KNOWN") && !program.hasEnumerator("SUM"))
  }
}
