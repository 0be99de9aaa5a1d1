// SPDX-License-Identifier: GPL-2.0-or-later

import KernelSource
import KernelWalk
import Testing

/// What a text does with addresses, page counts and frames.
@Suite struct PlaceTests {
  @Test(arguments: PlaceMistake.all) func isNamed(_ mistake: PlaceMistake) throws {
    let files = try Fixture.files([(mistake.old, mistake.new)])
    let report = try Fixture.kernel(files).places
    let lines = files.walk.split(separator: "\n", omittingEmptySubsequences: false)
    let wanted = lines.indices.filter { lines[$0].contains(mistake.line) }.map { $0 + 1 }
    try #require(wanted.count == 1, "\(mistake.line) is there \(wanted.count) times")
    let isNamed = report.violations.contains {
      $0.location.line == wanted[0] && $0.kind == mistake.kind && $0.text.contains(mistake.text)
    }
    #expect(isNamed, "\(report.violations)")
  }

  @Test(arguments: rightTexts) func rightTextHasNone(_ text: RightText) throws {
    let files = try Fixture.files(text.edits)
    let report = try Fixture.kernel(files).places
    #expect(report.violations.isEmpty, "\(report.violations)")
  }

  struct RightText: Sendable, CustomTestStringConvertible {
    let name: String
    let edits: [(String, String)]
    var testDescription: String { name }
  }

  private static let fillLoop = "for (; from < to; from += PAGE_SIZE)\nanswer(sweep, from, word);"
  private static let mappedLoop =
    "for (; from < to; from += PAGE_SIZE)\nanswer(sweep, from, pfn++ | flags);"
  private static let words =
    "unsigned long i, n = (to - from) >> PAGE_SHIFT;\n"
    + "unsigned long *words = &sweep->range->hmm_pfns[slot(sweep, from)], *end = words + n;\n\n"

  static let rightTexts = [
    RightText(name: "as it is", edits: []),
    RightText(
      name: "loop over a page count",
      edits: [(fillLoop, words + "for (i = 0; i < n; i++)\nwords[i] = word;\n(void)end;")]),
    RightText(
      name: "loop of a pointer",
      edits: [(fillLoop, words + "for (; words < end; words++)\n*words = word;\n(void)i;")]),
    RightText(
      name: "loop that asks at its end",
      edits: [
        (
          fillLoop,
          "if (from < to)\ndo {\nanswer(sweep, from, word);\nfrom += PAGE_SIZE;\n} while (from < to);"
        )
      ]),
    RightText(
      name: "loop that asks for the end itself",
      edits: [
        (
          fillLoop,
          "while (from != to) {\nanswer(sweep, from, word);\nfrom = from + PAGE_SIZE;\n}"
        )
      ]),
    RightText(
      name: "loop that is left",
      edits: [
        (
          fillLoop,
          "for (;;) {\nif (from >= to)\nbreak;\nanswer(sweep, from, word);\nfrom += PAGE_SIZE;\n}"
        )
      ]),
    RightText(
      name: "union of what pages lack",
      edits: [
        (
          "return find_lack(sweep, from, to, 0, &ignored) < to;",
          """
          unsigned int all = 0;

          for (; from < to; from += PAGE_SIZE) {
          all |= lack_of(sweep, from, 0);
          if (all == (LACKS_ACCESS | LACKS_WRITE))
          return true;
          }
          (void)ignored;
          return all != 0;
          """
        )
      ]),
    RightText(
      name: "frames by their place",
      edits: [
        (
          mappedLoop,
          """
          unsigned long start = from;

          for (; from < to; from += PAGE_SIZE)
          answer(sweep, from, (pfn + ((from - start) >> PAGE_SHIFT)) | flags);
          """
        )
      ]),
    RightText(
      name: "an answer that ends the loop",
      edits: [
        (
          "for (; from < to; from += PAGE_SIZE)\nanswer(sweep, from, pfn++ | flags);",
          """
          int stop = 0;

          for (; from < to; from += PAGE_SIZE) {
          stop = (request(sweep, from) & HMM_PFN_REQ_WRITE) != 0;
          if (stop)
          break;
          answer(sweep, from, pfn++ | flags);
          }
          if (stop)
          flags = 0;
          """
        )
      ]),
    RightText(
      name: "faults from a page on, within a callback",
      edits: [
        (
          "if (address < to)\nreturn pause_to_fault(sweep, vma, from, address, lack);\n"
            + "answer_all(sweep, from, to, 0);",
          """
          if (address < to) {
          for (; address < to; address += PAGE_SIZE)
          if (handle_mm_fault(vma, address, FAULT_FLAG_REMOTE, NULL) & VM_FAULT_ERROR)
          return -EFAULT;
          return pause_to_look_again(sweep, from);
          }
          answer_all(sweep, from, to, 0);
          """
        )
      ]),
  ]

  @Test func loopsThatLookAgainAreListed() throws {
    let files = try Fixture.files([
      ("return pause_to_look_again(sweep, from);\nfor (", "goto again;\nfor ("),
      (
        "int ret = 0;\n\nif (!first)",
        "int ret = 0;\n\nagain:\nfirst = pte_offset_map(pmdp, from);\nif (!first)"
      ),
    ])
    let report = try Fixture.kernel(files).places
    let lines = files.walk.split(separator: "\n", omittingEmptySubsequences: false)
    let label = try #require(lines.firstIndex { $0 == "again:" })
    #expect(report.violations.isEmpty, "\(report.violations)")
    #expect(report.lookAgain.map(\.line) == [label + 2])
  }

  @Test func firstPageOfAPieceIsListed() throws {
    let files = try Fixture.files([
      (
        "bool readable = pte_present(pte) && !pte_protnone(pte);\n",
        "bool readable = pte_present(pte) && request(sweep, from) == 1;\n"
      )
    ])
    let report = try Fixture.kernel(files).places
    let lines = files.walk.split(separator: "\n", omittingEmptySubsequences: false)
    let read = try #require(lines.firstIndex { $0.hasPrefix("unsigned long own =") })
    #expect(report.firstPage.map(\.line) == [read + 1])
  }

  @Test func whatIsShownIsSaid() throws {
    let report = try Fixture.kernel(try Fixture.files()).places
    #expect(report.pageLoops.count == 4)
    #expect(report.lookAgain.isEmpty)
    #expect(report.firstPage.isEmpty)
    #expect(
      report.established == [
        "addresses and page counts reach the index into the array of words, an offset by PMD_MASK, an"
          + " offset by PUD_MASK, an offset by the mask that the callback is handed, the ends of loops"
          + " from page to page, handle_mm_fault, huge_ptep_get, migration_entry_wait, pte_offset_map,"
          + " vm_normal_page and walk_page_range, and nothing else",
        "4 loops from page to page carry nothing but the page itself, unions of flags and answers that"
          + " end the loop",
        "frames reach an offset by PMD_MASK, an offset by PUD_MASK, an offset by the mask that the"
          + " callback is handed, 1 for each page of a loop, flags by |, the array of words and"
          + " is_zero_pfn, and nothing else",
      ])
  }
}
