// SPDX-License-Identifier: GPL-2.0-or-later

import Specification
import Testing

/// The clauses as documentation: each can be named, quoted and traced to where the kernel says so.
@Suite struct ClauseDocumentationTests {
  @Test(arguments: Contract.clauses.indices)
  func everyClauseIsDocumented(_ index: Int) {
    let clause = Contract.clauses[index]
    #expect(clause.id == "\(clause)", "the id is the name of the type")
    #expect(!clause.statement.isEmpty)
    #expect(!clause.source.isEmpty)
    for text in [clause.statement, clause.source] {
      #expect(!text.contains { $0.isNewline }, "one line")
      #expect(text.first?.isWhitespace == false && text.last?.isWhitespace == false)
      #expect(!text.contains("  "))
    }
    #expect(!clause.statement.hasSuffix("."), "a statement is quoted in the middle of a line")
  }

  @Test func idsAreNumbersInAscendingOrder() {
    let numbers = Contract.clauses.map { Int($0.id.dropFirst()) }
    // C17 and C20 were never given.
    #expect(numbers == (1...27).filter { $0 != 17 && $0 != 20 })
    #expect(Contract.clauses.allSatisfy { $0.id.hasPrefix("C") })
  }

  @Test func statementsDiffer() {
    #expect(Set(Contract.clauses.map { $0.statement }).count == Contract.clauses.count)
  }

  @Test func onlyC24IsAnEconomy() {
    #expect(Contract.clauses.filter { $0.weight == .economy }.map { $0.id } == ["C24"])
    #expect(ClauseSet.all.subtracting(.promises).ids == ["C24"])
    #expect(ClauseSet.promises.subtracting(.all).isEmpty)
  }
}
