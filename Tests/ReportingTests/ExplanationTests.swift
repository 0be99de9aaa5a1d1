// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import RangeFault
import Testing

@testable import Reporting

@Suite struct ExplanationTests {
  @Test func twoPages() {
    #expect(
      Explanation(scenario: Samples.readAndWrite, revision: .v5_0, clause: "C7").text()
        == """
        v5.0: breaks C7, C15
        2 pages from 0, geometry small, default_flags -, pfn_flags_mask all

        page  vma         entry     request
        0     READ WRITE  pmd none  F
        1     READ WRITE  pmd none  F W

        call 1
          walk       at page 0
          loads 1-3  pud 0 table x2, pmd 0 none
          store      page 0: 0
          fault      page 0 read: none -> zero-page
          store      page 1: 0
          fault      page 1 read: none -> zero-page
          restart    at page 0
          loads 4-9  pud 0 table x2, pmd 0 table x2, pte 0-1 zero-page
          store      page 0: 0, page 0: VALID pfn 0x1, page 1: 0, page 1: VALID pfn 0x1
          note       restarted where an entry no longer held its request
          result     0

        page  output         contract
        0     VALID pfn 0x1  VALID
        1     VALID pfn 0x1  fault, then VALID WRITE

        broken
          C7   on 0, REQ_FAULT and REQ_WRITE give VALID and WRITE; REQ_WRITE alone asks
               for nothing
               include/linux/hmm.h, HMM_PFN_REQ_WRITE
          C15  when a walk begins again, entries from there on hold their requests,
               entries below their outputs
               comment in the loop of hmm_range_fault

        kept: C1, C6, C9, C12, C19, C22, C23, C24, C25, C26, C27

        """)
  }

  @Test func twoCalls() {
    #expect(
      Explanation(scenario: Samples.copyOnWrite, revision: .conforming, clause: "C2").text()
        == """
        conforming: breaks nothing; keeps C2
        1 page from 0, geometry small, default_flags -, pfn_flags_mask all,
        at most 2 calls

        page  vma         entry          request
        0     READ WRITE  pte read-only  F W

        call 1
          walk       at page 0
          loads 1-6  pud 0 table x2, pmd 0 table x3, pte 0 read-only
          fault      page 0 write: read-only -> writable, notified
          result     -EBUSY

        page  output
        0     not set

        call 2
          walk        at page 0
          loads 7-12  pud 0 table x2, pmd 0 table x3, pte 0 writable
          store       page 0: VALID WRITE pfn 0x2000
          result      0

        page  output                  contract
        0     VALID WRITE pfn 0x2000  VALID WRITE

        kept: C1, C2, C6, C7, C9, C10, C12, C19, C22, C24, C26, C27

        """)
  }

  @Test func anEvent() {
    #expect(
      Explanation(scenario: Samples.vanishing, revision: .v6_12, clause: "C25").text()
        == """
        v6.12: breaks nothing; keeps C25
        1 page from 0, geometry small, default_flags -, pfn_flags_mask all
        events: load 3 pte 0 none

        page  vma         entry         request
        0     READ WRITE  pte writable  -

        call 1
          walk       at page 0
          loads 1-2  pud 0 table x2
          event      pte 0 writable -> none, notified
          loads 3-6  pmd 0 table x3, pte 0 none
          store      page 0: 0
          result     0

        page  output  contract
        0     0       faultable or VALID WRITE

        kept: C1, C8, C12, C14, C19, C22, C25, C26, C27

        """)
  }

  @Test func longRange() {
    #expect(
      Explanation(scenario: Samples.long, revision: .conforming).text()
        == """
        conforming: breaks nothing
        2048 pages from 0, geometry x86-64, default_flags -, pfn_flags_mask all

        page       vma         entry                 request
        0-511      READ WRITE  pmd 0, pte writable   F
        512-1023   READ WRITE  pmd 1 none            F
        1024-1535  READ WRITE  pmd 2 huge-read-only  F
        1536-2047  READ WRITE  pmd 3 huge-writable   F

        call 1
          walk             at page 0
          loads 1-518      pud 0 table x2, pmd 0 table x3, pte 0-511 writable,
                           pmd 1 none
          store            pages 0-511: VALID WRITE pfn 0x1000-0x11ff
          fault            page 512 read: none -> zero-page
          restart          at page 512
          loads 519-525    pud 0 table x2, pmd 1 table x3, pte 512 zero-page,
                           pte 513 none
          store            page 512: VALID pfn 0x1
          fault            page 513 read: none -> zero-page
          ...              509 walks alike
          restart          at page 1022
          loads 4089-4095  pud 0 table x2, pmd 1 table x3, pte 1022 zero-page,
                           pte 1023 none
          store            page 1022: VALID pfn 0x1
          fault            page 1023 read: none -> zero-page
          restart          at page 1023
          loads 4096-4107  pud 0 table x2, pmd 1 table x3, pte 1023 zero-page,
                           pmd 2 huge-read-only x3, pmd 3 huge-writable x3
          store            page 1023: VALID pfn 0x1,
                           pages 1024-1535: VALID pfn 0x20400-0x205ff order 9,
                           pages 1536-2047: VALID WRITE pfn 0x20600-0x207ff order 9
          result           0

        page       output                                   contract
        0-511      VALID WRITE pfn 0x1000-0x11ff            VALID WRITE
        512-1023   VALID pfn 0x1                            VALID
        1024-1535  VALID pfn 0x20400-0x205ff order 9        VALID
        1536-2047  VALID WRITE pfn 0x20600-0x207ff order 9  VALID WRITE

        kept: C1, C6, C9, C10, C12, C15, C18, C19, C22, C23, C24, C25, C26, C27

        """)
  }

  @Test func emptyRange() {
    #expect(
      Explanation(scenario: Scenario(count: 0), revision: .conforming).text()
        == """
        conforming: breaks nothing
        0 pages from 0, geometry small, default_flags -, pfn_flags_mask all

        call 1
          result  -EINVAL

        kept: C1, C19

        """)
  }

  @Test func takenFix() {
    #expect(
      Explanation(
        scenario: Samples.swapped, revision: .conforming.without([.swapNeed]), clause: "C6"
      ).text()
        == """
        conforming without swap-need: breaks C6
        1 page from 0, geometry small, default_flags -, pfn_flags_mask all

        page  vma         entry     request
        0     READ WRITE  pte swap  F

        call 1
          walk       at page 0
          loads 1-6  pud 0 table x2, pmd 0 table x3, pte 0 swap
          store      page 0: 0
          result     0

        page  output  contract
        0     0       fault, then VALID

        broken
          C6   on 0, REQ_FAULT gives VALID
               include/linux/hmm.h, HMM_PFN_REQ_FAULT

        kept: C1, C8, C12, C19, C22, C26, C27

        """)
  }

  @Test func colourOnlyWhenAsked() {
    let explanation = Explanation(scenario: Samples.readAndWrite, revision: .v5_0)
    let (plain, coloured) = (explanation.text(), explanation.text(color: true))
    #expect(!plain.contains("\u{1b}"))
    #expect(coloured.contains("\u{1b}[31mVALID pfn 0x1\u{1b}[0m  fault, then VALID WRITE"))
    #expect(coloured.contains("\u{1b}[1mcall 1\u{1b}[0m"))
    #expect(coloured.replacing(/\u{1b}\[[0-9]+m/, with: "") == plain)
  }

  /// Even where every page asks for something else, nobody has to read 2048 rows.
  @Test func longMixedRangeIsShortened() {
    var scenario = Samples.long
    for page in scenario.requests.indices where page % 2 == 0 { scenario.requests[page] = 0 }
    let lines = Explanation(scenario: scenario, revision: .v6_12).text().split(separator: "\n")
    #expect(lines.count < 160)
    #expect(lines.contains("..."))
  }

  @Test(arguments: Revision.all) func linesFitTheTerminal(_ revision: Revision) {
    var generator = Generator(profile: Profile(revision: revision))
    for seed in 0..<UInt64(80) {
      let scenario = generator.scenario(seed: seed)
      let text = Explanation(scenario: scenario, revision: revision).text()
      let finding = Samples.finding("C6", scenario, [.swapNeed])
      let told = CaseText(finding, .revision(revision)).lines
      for line in text.split(separator: "\n").map(String.init) + told {
        #expect(line.count <= 80, "seed \(seed): \(line)")
      }
    }
  }
}
