// SPDX-License-Identifier: GPL-2.0-or-later

import Testing

/// `hmmcheck diff`.
@Suite struct DiffTests {
  @Test func equalIsZero() throws {
    let run = try Invocation("diff", "v6.12", "v6.12", "--pages", "1")
    #expect(run.status == 0)
    #expect(
      run.output == """
        v6.12 and v6.12: equal: no scenario of 1 page, one call of at most 4 restarts;
          with 1 page also one fault outcome, or one event and 1 restart, tells them
          apart (same fixes, ways and interface; both are one expression)

        """)
  }

  @Test func differentIsOne() throws {
    let run = try Invocation("diff", "v5.6", "v5.7", "--limit", "1")
    #expect(run.status == 1)
    #expect(run.output.contains("5.7)"))
    #expect(run.output.contains("1 difference; stopped there"))
  }

  @Test func theReportForPrograms() throws {
    let run = try Invocation("diff", "v5.6", "v5.7", "--limit", "1", "--format", "json")
    #expect(run.status == 1)
    #expect(run.output.contains("\"kind\": \"difference\""))
  }

  @Test(arguments: [
    (["diff", "v5.6"], "newer"), (["diff", "v5.6", "v5.7x"], "v5.7"),
    (["diff", "v5.6", "v5.7", "--pages", "5"], "1 to 4"),
    (["diff", "v5.6", "v5.7", "--limit", "0"], "1 or more"),
    (["diff", "v5.6", "v5.7", "--without", "poison-asks-neet"], "poison-asks-need"),
  ])
  func badUsageIsSixtyFour(_ arguments: [String], _ hint: String) throws {
    let run = try Invocation(arguments)
    #expect(run.status == 64)
    #expect(run.errors.contains(hint), "\(run.errors)")
  }
}
