// SPDX-License-Identifier: GPL-2.0-or-later

import Testing

@testable import KernelSource

/// Each kind of finding, at its line, in both domains.
struct FindingTests {
  /// Calls `f` with `arguments` known, and then with all unknown.
  private func both(_ text: String, _ arguments: [UInt64], fuel: Int = 5_000) throws -> [String] {
    let program = try read(text)
    #expect(program.problems.map(\.description) == [])
    let concrete = summary(runConcrete(program, "f", arguments, fuel: fuel))
    let symbolic = try runSymbolic(program, "f", [arguments], fuel: fuel)?.outcomes.first
    return [concrete, summary(symbolic)]
  }

  private func expect(_ text: String, _ arguments: [UInt64], _ expected: String) throws {
    #expect(try both(text, arguments) == [expected, expected])
  }

  @Test func nullPointer() throws {
    let text = """
      long f(long a) {
        long x = 3, *p = a ? &x : 0;
        return *p;
      }
      """
    try expect(text, [0], "test.c:3 nullDereference")
    try expect(text, [1], "3")
  }

  @Test func outOfBounds() throws {
    let text = """
      long f(long a) {
        long v[4] = {1, 2, 3, 4};
        v[a] += 5;
        return v[a & 3];
      }
      """
    try expect(text, [4], "test.c:3 outOfBounds")
    try expect(text, [3], "9")
  }

  @Test func wildPointer() throws {
    try expect(
      "long f(long a) {\n  return *(long *)(0x7700000000 + 0 * a);\n}", [0],
      "test.c:2 invalidPointer")
  }

  @Test func uninitialisedVariable() throws {
    let text = """
      long f(long a) {
        long x;
        if (a & 1)
          x = 4;
        return x + 1;
      }
      """
    try expect(text, [0], "test.c:5 uninitialisedRead")
    try expect(text, [1], "5")
  }

  @Test func uninitialisedMember() throws {
    let text = """
      struct s { long a, b; };
      long f(long a) {
        struct s s, t;
        s.a = a;
        t = s;
        if (a == 1)
          return t.b;
        return t.a;
      }
      """
    try expect(text, [1], "test.c:7 uninitialisedRead")
    try expect(text, [2], "2")
  }

  @Test func copyingAWordWithoutAValueIsNoUse() throws {
    let text = """
      typedef struct { long value; } word;
      long f(long a) {
        word x, y;
        if (a == 1)
          x.value = 5;
        y = x;
        if (a)
          return y.value;
        return 7;
      }
      """
    try expect(text, [0], "7")
    try expect(text, [1], "5")
    try expect(text, [2], "test.c:8 uninitialisedRead")
  }

  @Test func shifts() throws {
    try expect("long f(long a) {\n  return 1L << a;\n}", [64], "test.c:2 shiftTooFar")
    try expect("long f(long a) {\n  return 1 << (a & 63);\n}", [32], "test.c:2 shiftTooFar")
    try expect("long f(long a) {\n  return 1L << a;\n}", [63], "\(1 << 63 as UInt64)")
  }

  @Test func divisions() throws {
    try expect("long f(long a) {\n  return 7 / a;\n}", [0], "test.c:2 division")
    try expect(
      "long f(long a) {\n  return a % -1;\n}", [1 << 63], "test.c:2 division")
    try expect("long f(long a) {\n  return 7 / a;\n}", [7], "1")
  }

  @Test func bugOfTheText() throws {
    let text = """
      #include <linux/bug.h>
      long f(long a) {
        long b = a + 1;
        BUG_ON(a == 3);
        return b;
      }
      """
    try expect(text, [3], "test.c:4 bug")
    try expect(text, [4], "5")
  }

  @Test func functionsWithoutABody() throws {
    let text = """
      long declared(long);
      long f(long a) {
        if (a == 1)
          return declared(a);
        if (a == 2)
          return never_declared(a);
        return 5;
      }
      """
    try expect(text, [1], "test.c:4 noModel")
    try expect(text, [2], "test.c:6 noModel")
    try expect(text, [0], "5")
    let program = try read(text)
    let code = runConcrete(program, "f", [2])?.finding
    #expect(code?.description == "test.c:6:26: no model for never_declared")
  }

  @Test func droppedFunctions() throws {
    let text = """
      long broken(long a) { return a + (float)2; }
      long f(long a) {
        return a ? broken(a) : 1;
      }
      """
    try expect(text, [1], "test.c:3 dropped")
    try expect(text, [0], "1")
    let program = try read(text)
    #expect(program.dropped.map(\.name) == ["broken"])
    #expect(
      program.dropped.map(\.problem.description) == ["test.c:1:35: float is not supported"])
    #expect(
      runConcrete(program, "f", [1])?.finding?.text
        == "function that could not be read: broken (test.c:1:35: float is not supported)")
  }

  @Test func otherSizes() throws {
    try expect(
      "long f(long a) {\n  return *(int *)&a;\n}", [1], "test.c:2 unsupported")
  }

  @Test func endlessLoops() throws {
    let text = """
      long f(long a) {
        while (a == 1)
          ;
        return 2;
      }
      """
    try expect(text, [1], "test.c:2 outOfFuel")
    try expect(text, [0], "2")
  }

  @Test func endlessRecursion() throws {
    let program = try read("long f(long a) {\n  return f(a + 1);\n}")
    #expect(summary(runConcrete(program, "f", [0])) == "test.c:2 tooDeep")
  }

  @Test func missingReturns() throws {
    try expect("long f(long a) {\n  if (a)\n    return 1;\n}", [0], "test.c:1 missingReturn")
  }

  @Test func firstFindingIsKept() throws {
    let text = """
      static long g(long a) { return 1 / a; }
      long f(long a) {
        long x = g(a);
        x += *(long *)0;
        return x;
      }
      """
    try expect(text, [0], "test.c:1 division")
    try expect(text, [1], "test.c:4 nullDereference")
  }

  @Test func primitivesCallBack() throws {
    let text = """
      static long g(long a) { return 12 / a; }
      long f(long a) {
        long x = back(g, a);
        return x + 1;
      }
      """
    try expect(text, [4], "4")
    try expect(text, [0], "test.c:1 division")
  }
}
