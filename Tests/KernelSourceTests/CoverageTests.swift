// SPDX-License-Identifier: GPL-2.0-or-later

import Logic
import Testing

@testable import KernelSource

/// What is counted of a text that runs: each line and each outcome by hand.
struct CoverageTests {
  /// Calls `f` once with each of the arguments.
  private func coverage(
    _ text: String, _ calls: [UInt64], header: String? = nil, enabled: Set<String> = []
  ) throws -> TextCoverage {
    let program = try read(text, header: header, enabled: enabled)
    let counts = ExecutionCounts(program)
    for argument in calls {
      var machine = Machine(BoundProgram<Plain<Concrete>>(program), Plain(), fuel: 5_000)
      machine.counts = counts
      _ = machine.call(try #require(program.function("f")), [argument])
    }
    let main = SourceFile(name: "test.c", text: text)
    let own = header.map { SourceFile(name: "hmm.h", text: $0) }
    let written = try WrittenText(program, main: main, header: own)
    return TextCoverage(written, [main, own].compactMap { $0 }, [(program, counts.take())])
  }

  /// `1x3 2x0`: each line with code and how often it ran.
  private func lines(_ coverage: TextCoverage) -> String {
    coverage.functions.flatMap(\.lines).map { "\($0.number)x\($0.runs)" }.joined(separator: " ")
  }

  /// `1: true 3, false 0` for each branch.
  private func branches(_ coverage: TextCoverage) -> [String] {
    coverage.functions.flatMap(\.lines).flatMap { line in
      line.branches.map { branch in
        "\(line.number): "
          + branch.outcomes.map { "\($0.name) \($0.runs)" }.joined(separator: ", ")
      }
    }
  }

  @Test func linesAndBothWaysOfAnIf() throws {
    let found = try coverage(
      """
      long f(long a)
      {
        if (a > 2)
          return 1;
        if (!a)
          a = 7;
        return a;
      }
      """, [0, 1, 1, 1])
    #expect(lines(found) == "3x4 4x0 5x4 6x1 7x4")
    #expect(branches(found) == ["3: true 0, false 4", "5: true 1, false 3"])
    #expect(found.lines == (4, 5))
    #expect(found.outcomes == (3, 4))
    #expect(found.functions.first?.gaps == [4...4])
  }

  /// What follows a branch is not the line that one of its ways ended with.
  @Test func whereWaysMeetNoLineIsCountedThatDidNotRun() throws {
    let found = try coverage(
      """
      long observe(long a);
      static long g(long *p)
      {
        return *p;
      }
      long f(long a)
      {
        long x = a;
        while (a) {
          if (a > 9)
            observe(1);
          a--;
          if (a > 9)
            observe(2);
        }
        if (x > 9)
          observe(3);
        g(&x);
        return (x > 9 ?
          observe(4) :
          0);
      }
      """, [2])
    #expect(
      lines(found) == "4x1 8x1 9x3 10x2 11x0 12x2 13x2 14x0 16x1 17x0 18x1 19x1 20x0 21x1")
  }

  @Test func alternativesWithSideEffects() throws {
    let found = try coverage(
      """
      long observe(long a);
      long f(long a)
      {
        long both = observe(a) &&
          observe(0);
        return both;
      }
      """, [0])
    #expect(lines(found) == "4x1 5x0 6x1")
    #expect(branches(found) == ["4: true 0, false 1", "5: true 0, false 0"])
  }

  /// A choice between values that cannot fail is no jump, and is counted all the same.
  @Test func choices() throws {
    let found = try coverage(
      """
      long f(long a)
      {
        return a & 1 ? 5 : 6;
      }
      """, [1, 3, 4])
    #expect(branches(found) == ["3: true 2, false 1"])
  }

  @Test func casesOfASwitch() throws {
    let found = try coverage(
      """
      long f(long a)
      {
        switch (a) {
        case 1:
          return 3;
        case 2 ... 4:
          a = 8;
          break;
        default:
          a = 9;
        }
        return a;
      }
      """, [1, 1, 7])
    #expect(lines(found) == "3x3 4x0 5x2 6x0 7x0 8x0 10x1 12x1")
    #expect(branches(found) == ["4: case 2", "6: case 0, no case 1"])
  }

  /// What stands behind a read that fails did not run, in the function and in those around it.
  @Test func aRunThatEndsEarly() throws {
    let found = try coverage(
      """
      static long g(long *p)
      {
        long x = *p;
        return x;
      }
      long f(long a)
      {
        long x = 1;
        x += g(a ? &x : 0);
        x += 1;
        return x;
      }
      """, [0, 0, 1])
    #expect(lines(found) == "3x3 4x1 8x3 9x3 10x1 11x1")
  }

  /// Functions that nothing calls count, and those that could not be read, of header and text.
  @Test func whatCannotRunCounts() throws {
    let header = """
      static inline long ready(long a)
      {
        return a;
      }
      """
    let found = try coverage(
      """
      #include <linux/hmm.h>
      static long unread(long a)
      {
        asm("nop");
        if (a)
          return 1;
        return 2;
      }
      long f(long a)
      {
        return a;
      }
      """, [1], header: header)
    #expect(found.functions.map(\.name) == ["unread", "f", "ready"])
    #expect(found.functions.map { $0.refusal == nil } == [false, true, true])
    #expect(lines(found) == "4x0 5x0 6x0 7x0 11x1 3x0")
    #expect(found.lines == (1, 6))
    #expect(branches(found) == ["5: true 0, false 0"])
  }

  @Test func whatTheConfigurationLeavesOutIsNoLine() throws {
    let text = """
      long f(long a)
      {
      #ifdef CONFIG_THING
        a += 1;
      #endif
        if (IS_ENABLED(CONFIG_OTHER))
          a += 2;
        return a;
      }
      """
    #expect(lines(try coverage(text, [1])) == "8x1")
    #expect(lines(try coverage(text, [1], enabled: ["CONFIG_THING"])) == "4x1 8x1")
  }

  @Test func textsOfTwoProgramsAreOne() throws {
    var first = try coverage("long f(long a)\n{\n  if (a)\n    a = 2;\n  return a;\n}", [0])
    let second = try coverage("long f(long a)\n{\n  if (a)\n    a = 2;\n  return a;\n}", [1, 2])
    first.merge(second)
    #expect(lines(first) == "3x3 4x2 5x3")
    #expect(branches(first) == ["3: true 2, false 1"])
  }

  @Test func exports() throws {
    let text = """
      #include <linux/export.h>
      long f(long a) { return a; }
      EXPORT_SYMBOL(f);
      #ifdef CONFIG_NEVER
      EXPORT_SYMBOL(h);
      #endif
      long g(long a) { return f(a); }
      EXPORT_SYMBOL_GPL(g);
      """
    let main = SourceFile(name: "test.c", text: text)
    let written = try WrittenText(try read(text), main: main)
    #expect(written.exported == ["f", "g"])
    #expect(written.functions(reachedFrom: ["g"]).map(\.name) == ["f", "g"])
    #expect(written.functions(reachedFrom: ["f"]).map(\.name) == ["f"])
  }
}
