// SPDX-License-Identifier: GPL-2.0-or-later

import Protocol
import Testing

@testable import Proving

/// `hmmcheck prove --protocol`.
@Suite struct ProtocolProofTests {
  @Test func theReferenceDriverKeepsP8() throws {
    let proof = try ProtocolProver(Induction(pages: 1)).run()
    #expect(proof.isProved, "\(proof.rows.filter { $0.verdict != .proved })")
    #expect(proof.rows.count > 40)
  }

  @Test func withoutItsCheckTheProofFails() throws {
    var driver = Driver.reference
    driver.callbackLocks = false
    let proof = try ProtocolProver(Induction(driver: driver, pages: 1)).run()
    #expect(!proof.isProved)
    #expect(!proof.isUndetermined)
  }
}
