// SPDX-License-Identifier: GPL-2.0-or-later

import Testing

@testable import Mutation

/// What each kind of mutation makes of a line.
@Suite struct MutationKindTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let kind: MutationKind
    let line: String
    let after: [String]

    init(_ kind: MutationKind, _ line: String, _ after: String...) {
      self.kind = kind
      self.line = line
      self.after = after
    }

    var testDescription: String { "\(kind): \(line)" }
  }

  static let rows = [
    Row(.relational, "return a == b;", "return a != b;"),
    Row(.relational, "if (a < b)", "if (a <= b)", "if (a > b)", "if (a >= b)"),
    Row(.relational, "while (a < b)", "while (a > b)", "while (a >= b)"),
    Row(.bound, "while (a < b)", "while (a <= b)"),
    Row(.bound, "for (; a < b; a++)", "for (; a <= b; a++)"),
    Row(.bound, "for (a = b < 2; a; a++)"),
    Row(.bound, "if (a < b)"),
    Row(.logical, "return a && b || 1;", "return a || b || 1;", "return a && b && 1;"),
    Row(.negated, "if (a + g(b))", "if (!(a + g(b)))"),
    Row(.negated, "if (!a && b)", "if (!(!a && b))"),
    Row(.negated, "if (!g(a)[b])"),
    Row(.negated, "for (; a < b; a++)", "for (; !(a < b); a++)"),
    Row(.negated, "a = g(b) ? 1 : 2;", "a = !(g(b)) ? 1 : 2;"),
    Row(.negated, "return (a & b) ? a : b;", "return !((a & b)) ? a : b;"),
    Row(.not, "if (!a && !g(b))", "if (a && !g(b))", "if (!a && g(b))"),
    Row(.bitwise, "a = a | b & 1;", "a = a & b & 1;", "a = a | b | 1;"),
    Row(.bitwise, "g(&a);"),
    Row(.assignment, "a |= b;", "a = b;"),
    Row(.assignment, "a &= b;", "a = b;"),
    Row(.arithmetic, "a = -a + b;", "a = -a - b;"),
    Row(.arithmetic, "a = a << 1;", "a = a >> 1;"),
    Row(.arithmetic, "a -= 2;", "a += 2;"),
    Row(.flag, "a = VM_READ;", "a = VM_WRITE;", "a = VM_IO;", "a = VM_PFNMAP;"),
    Row(
      .flag, "a = HMM_NEED_FAULT;", "a = HMM_NEED_WRITE_FAULT;", "a = HMM_NEED_ALL_BITS;"),
    Row(.code, "return -EBUSY;", "return -EFAULT;", "return -EPERM;", "return 0;"),
    Row(.code, "return 0;", "return -EBUSY;", "return -EFAULT;", "return -EPERM;"),
    Row(.code, "a = b - EBUSY;"),
    Row(.statement, "g(a);", ";"),
    Row(.statement, "if (a) return 1;", "if (a) ;"),
    Row(.statement, "for (a = 0; a < 2; a++) b = 1;", "for (a = 0; a < 2; a++) ;"),
    Row(.statement, "do b++; while (b < 9);", "do ; while (b < 9);"),
    Row(.statement, "struct s *p = 0;"),
    Row(.statement, "spinlock_t *p = 0;"),
    Row(.argument, "g(addr);", "g(end);"),
    Row(.argument, "g(addr + 1);"),
    Row(
      .increment, "for (; a < b; a++, addr += 2)", "for (; a < b; a, addr += 2)",
      "for (; a < b; a++, addr )"),
    Row(.increment, "for (; a < b; ++a)", "for (; a < b; a)"),
    Row(.increment, "a++;"),
    Row(.increment, "b = a++;", "b = a;"),
  ]

  @Test(arguments: rows) func changes(_ row: Row) throws {
    let isHead = !row.line.hasSuffix(";")
    let text = """
      #include <linux/mm.h>
      enum { HMM_NEED_FAULT = 1, HMM_NEED_WRITE_FAULT, HMM_NEED_ALL_BITS }; int g(int a);
      static int f(int addr, int end, int a, int b) {
      \(row.line)
      \(isHead ? "{ }" : "") }
      """
    let found = try Sample.mutations(text, row.kind).filter { $0.line == 4 }
    #expect(found.map(\.before) == row.after.map { _ in row.line })
    #expect(found.map(\.after) == row.after)
  }

  /// Its place is where it begins, and the lines behind it keep theirs.
  @Test func aChangeOfSeveralLines() throws {
    let text = "int f(int a)\n{\n  if (a &&\n      a > 1)\n    return 1;\n  return 2;\n}\n"
    let negated = try #require(try Sample.mutations(text, .negated).first)
    #expect(negated.line == 3)
    #expect(negated.after == "if (!(a && a > 1))")
    let lines = negated.applied(to: text).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[4] == "    return 1;")
  }
}
