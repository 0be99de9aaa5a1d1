// SPDX-License-Identifier: GPL-2.0-or-later

import Testing

@testable import KernelSource

/// How states become one where ways meet.
struct MergingTests {
  @Test func aChainOfBranchesGrowsLinearly() throws {
    func nodes(_ count: Int) throws -> Int {
      let body = (0..<count).map { "if (a & (1UL << \($0))) s += observe(\($0)); else s ^= 5;" }
      let text =
        "unsigned long f(unsigned long a) { unsigned long s = 0; \(body.joined()) return s; }"
      return try #require(try runSymbolic(read(text), "f", [])).nodes
    }
    let (twenty, forty) = (try nodes(20), try nodes(40))
    #expect(forty < 1000)
    #expect(forty < twenty * 5 / 2)
  }

  @Test func waysThatMeetLeaveNoTrace() throws {
    let text = """
      unsigned long f(unsigned long a, unsigned long b) {
        if (a & 1) { if (a & 2) observe(1); else observe(2); } else observe(3);
        return b;
      }
      """
    let run = try #require(try runSymbolic(read(text), "f", [[0, 7]]))
    #expect(run.outcomes == [Outcome(value: 7, finding: nil)])
    #expect(run.nodes < 40)
  }

  @Test func aBoundedLoopEnds() throws {
    let text = """
      unsigned long f(unsigned long a) {
        unsigned long i, s = 0;
        for (i = 0; i < 8; i++) {
          if (a >> i & 1)
            break;
          s += i;
        }
        return s * 100 + i;
      }
      """
    let assignments: [[UInt64]] = [[1], [2], [8], [128], [256], [0]]
    let run = try #require(try runSymbolic(read(text), "f", assignments))
    #expect(run.outcomes.map(\.value) == [0, 1, 303, 2107, 2808, 2808])
    #expect(run.outcomes.allSatisfy { $0.finding == nil })
  }

  /// A loop that no bound is known for ends after so many turns, and takes nothing from the ways that
  /// leave it before.
  @Test func aLoopEndsAfterItsTurns() throws {
    let text = """
      unsigned long f(unsigned long n) {
        unsigned long i = 0, s = 0;
      again:
        if (i < n) {
          if (n & 1)
            s++;
          i++;
          goto again;
        }
        if (n & 2)
          s += 100;
        return s;
      }
      """
    let program = try read(text)
    let run = try #require(try runSymbolic(program, "f", [[3], [0], [5], [9]], turns: 6))
    #expect(run.outcomes.prefix(3).map(\.value) == [103, 0, 5])
    #expect(run.outcomes.prefix(3).allSatisfy { $0.finding == nil })
    #expect(run.outcomes[3].finding?.kind == .outOfFuel)
  }

  @Test func unusedVariablesAreNotMerged() throws {
    let text = """
      unsigned long f(unsigned long a, unsigned long b) {
        unsigned long x = b;
        if (a & 1) { unsigned long t = b * 3; x = 1; observe(t); } else { x = 2; }
        return 5;
      }
      """
    let run = try #require(try runSymbolic(read(text), "f", [[1, 2]]))
    #expect(run.outcomes == [Outcome(value: 5, finding: nil)])
    #expect(run.nodes < 25)
  }

  @Test func pureConditionsAreTerms() throws {
    let text = """
      _Bool f(unsigned long a, unsigned long b, unsigned long c) {
        return a & 1 && (b & 2 || c & 4) && !(a & 8);
      }
      """
    let program = try read(text)
    let code = try #require(program.code.first { $0.name == "f" })
    #expect(!code.code.contains { $0.opcode == .branch })
  }

  @Test func functionsChosenByUnknownsAreBothCalled() throws {
    let text = """
      static long one(long a) { return a + observe(1); }
      static long two(long a) { return a * observe(2); }
      long f(long a, long b) {
        long (*call)(long) = a & 1 ? one : two;
        return call(b);
      }
      """
    let run = try #require(try runSymbolic(read(text), "f", [[0, 5], [1, 5]]))
    #expect(run.outcomes.map(\.value) == [10, 6])
  }

  @Test func knownConditionsNeverFork() throws {
    let text = "long f(long a) { long s = 0; for (int i = 0; i < 100; i++) s += i; return s + a; }"
    let run = try #require(try runSymbolic(read(text), "f", [[1]]))
    #expect(run.outcomes.map(\.value) == [4951])
    #expect(run.nodes < 10)
  }
}
