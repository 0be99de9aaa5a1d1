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

  /// What the text's own header defines is defined, also where it takes a bit from the order.
  @Test func aFlagOfTheTextsOwn() throws {
    let encoding = try Self.encoding("HMM_PFN_DEVICE_PRIVATE = 1UL << 57,\n")
    #expect(encoding.other == 1 << 57)
    #expect(encoding.order == 0b11101 << 56)
    #expect(encoding.defined & 1 << 57 != 0 && encoding.pfn & 1 << 57 == 0)
    #expect(encoding.sticky == 0)
    // It is no request.
    #expect(encoding.request(PfnWord.devicePrivate) & ~encoding.pfn == 0)
  }

  /// What is carried from input to output the header says, and where it has it.
  @Test func carriedFlagsAreThoseOfTheHeader() throws {
    let encoding = try Self.encoding(
      """
      HMM_PFN_DMA_MAPPED = 1UL << 60,
      HMM_PFN_P2PDMA = 1UL << 58,
      HMM_PFN_DEVICE_PRIVATE = 1UL << 59,
      HMM_PFN_INOUT_FLAGS = HMM_PFN_DMA_MAPPED | HMM_PFN_DEVICE_PRIVATE,

      """)
    #expect(encoding.sticky == 3 << 59)
    #expect(encoding.other == 1 << 58)
    func request(_ word: UInt64) -> UInt64 { encoding.request(word) }
    #expect(request(PfnWord.fault | PfnWord.dmaMapped) == PfnWord.fault | 1 << 60)
    #expect(request(PfnWord.write | PfnWord.devicePrivate) == PfnWord.write | 1 << 59)
    #expect(request(PfnWord.p2pdma | PfnWord.p2pdmaBus | 7) == 7)
  }

  private static func encoding(_ more: String) throws -> Encoding {
    let files = try Fixture.files()
    let old = "enum hmm_pfn_flags {\n"
    try #require(files.header.contains(old))
    let kernel = try Fixture.kernel(
      KernelFiles(
        name: files.name, place: files.place, version: files.version, walk: files.walk,
        header: files.header.replacing(old, with: old + more)))
    return kernel.interface.convention.encoding
  }

  @Test func aTextThatCannotBePreprocessed() throws {
    #expect(
      try Self.problem([("#include <linux/pagewalk.h>", "#if")]).hasPrefix("mm/hmm.c:"))
  }
}
