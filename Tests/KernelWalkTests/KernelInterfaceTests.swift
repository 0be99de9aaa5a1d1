// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelSource
import KernelWalk
import Testing

/// What a text must have to be called, and how its own header is read.
@Suite struct KernelInterfaceTests {
  /// What is said of the tree with parts of its files replaced; with `body`, hmm_range_fault is that
  /// and all there is in mm/hmm.c.
  private static func problem(
    _ walk: [(String, String)], _ header: [(String, String)] = [], body: String? = nil
  ) throws -> String {
    let files = try Fixture.files(walk)
    var text = files.header
    for (old, new) in header {
      try #require(text.contains(old))
      text = text.replacing(old, with: new)
    }
    let only = body.map {
      "#include <linux/hmm.h>\nint hmm_range_fault(struct hmm_range *range) { \($0) }\n"
    }
    do {
      _ = try Fixture.kernel(
        KernelFiles(
          name: files.name, place: files.place, version: files.version, walk: only ?? files.walk,
          header: text))
      return "none"
    } catch let error as KernelProblem {
      return error.description
    }
  }

  @Test func noWalk() throws {
    #expect(
      try Self.problem([
        ("int hmm_range_fault(struct", "int hmm_fault(struct"),
        ("EXPORT_SYMBOL(hmm_range_fault);", ""),
      ])
        == "the text defines no hmm_range_fault, nor hmm_vma_fault and hmm_vma_get_pfns as before"
        + " 5.2")
  }

  @Test func otherArguments() throws {
    #expect(
      try Self.problem(
        [
          (
            "int hmm_range_fault(struct hmm_range *range)",
            "int hmm_range_fault(struct hmm_range *range, unsigned int flags)"
          )
        ],
        [("int hmm_range_fault(struct hmm_range *range);", "")])
        == "the text's linux/hmm.h defines no HMM_FAULT_SNAPSHOT")
  }

  @Test func aWalkThatCannotBeRead() throws {
    let text = try Self.problem([("mmap_assert_locked(mm);", "mmap_assert_locked(mm) ?;")])
    #expect(text.hasPrefix("mm/hmm.c:"), "\(text)")
    #expect(!text.contains("\n"))
  }

  @Test(arguments: [
    "start", "end", "hmm_pfns", "default_flags", "pfn_flags_mask", "dev_private_owner", "notifier",
    "notifier_seq",
  ])
  func aMissingMember(_ name: String) throws {
    #expect(
      try Self.problem([], [("\(name);", "no_\(name);")], body: "return 0;")
        == "struct hmm_range has no member \(name), as it has from 5.8 on")
  }

  @Test(arguments: ["HMM_PFN_VALID", "HMM_PFN_WRITE", "HMM_PFN_ERROR"])
  func aMissingFlag(_ name: String) throws {
    #expect(
      try Self.problem([], [(name, "\(name)_NOT")])
        == "the text's linux/hmm.h defines no \(name)")
  }

  @Test(arguments: ["60", "200", "-1"]) func anOrderThatDoesNotFit(_ shift: String) throws {
    #expect(
      try Self.problem([], [("ORDER_SHIFT = 56", "ORDER_SHIFT = \(shift)"), ("0xffUL <<", "0 *")])
        == "HMM_PFN_ORDER_SHIFT leaves no room for an order in a word of 64 bits")
  }

  @Test func theFormatIsTheHeaders() throws {
    let encoding = try Fixture.kernel(Fixture.files()).interface.convention.encoding
    var known = Encoding.mapOrder
    known.name = encoding.name
    #expect(encoding == known)
  }

  @Test func aTextThatCannotBePreprocessed() throws {
    #expect(
      try Self.problem([("#include <linux/pagewalk.h>", "#if")]).hasPrefix("mm/hmm.c:"))
  }
}
