// SPDX-License-Identifier: GPL-2.0-or-later

import RangeFault
import Testing

@Suite struct FixSetTests {
  /// A set has a bit for each fix: one too many would be absent without a word.
  @Test func everyFixFitsItsSet() {
    #expect(FixSet(Fix.allCases).rawValue.nonzeroBitCount == Fix.allCases.count)
    for fix in Fix.allCases {
      #expect(Revision.conforming.has(fix), "\(fix.id)")
      #expect(!Revision.conforming.without([fix]).has(fix), "\(fix.id)")
    }
  }
}
