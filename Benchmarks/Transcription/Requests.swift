// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

/// `HMM_PFN_*`: flags of outputs, and at the same places requests in inputs.
enum HMMPfn {
  /// `HMM_PFN_VALID`, and `HMM_PFN_REQ_FAULT`.
  static let valid: UInt64 = 1 << 63
  /// `HMM_PFN_WRITE`, and `HMM_PFN_REQ_WRITE`.
  static let write: UInt64 = 1 << 62
  /// `HMM_PFN_ERROR`.
  static let error: UInt64 = 1 << 61
}

/// `HMM_NEED_*`: what must be faulted before an output can be given.
struct Need: OptionSet {
  let rawValue: UInt8

  static let fault = Need(rawValue: 1)
  static let writeFault = Need(rawValue: 2)
  static let all: Need = [.fault, .writeFault]
}

/// What a range asks for: `default_flags` and `pfn_flags_mask` of `struct hmm_range`.
struct Requests {
  let defaultFlags: UInt64
  let pfnFlagsMask: UInt64

  /// The request of a page: its word is read as it is now, whoever wrote it.
  @inline(__always)
  func request(_ word: UInt64) -> UInt64 { (word & pfnFlagsMask) | defaultFlags }

  /// Whether any word at all could ask for a fault.
  @inline(__always)
  var canFault: Bool { (defaultFlags | pfnFlagsMask) & HMMPfn.valid != 0 }

  /// `hmm_pte_need_fault`.
  @inline(__always)
  func need(_ word: UInt64, cpu: UInt64) -> Need {
    let request = request(word)
    if request & HMMPfn.valid == 0 { return [] }
    // Writing is asked for, and the CPU may not.
    if request & ~cpu & HMMPfn.write != 0 { return .all }
    return cpu & HMMPfn.valid == 0 ? .fault : []
  }
}

extension Transcription {
  /// `hmm_range_need_fault`: the needs of all pages together, where the CPU has the same access to
  /// each.
  func need(_ pages: Range<Int>, cpu: UInt64) -> Need {
    let requests = requests
    if !requests.canFault { return [] }
    var need: Need = []
    for page in pages {
      need.formUnion(requests.need(world.pages[page].word, cpu: cpu))
      if need == .all { break }
    }
    return need
  }
}

extension KindSet {
  /// The kind of an entry that was loaded. As a set, one shift serves all tests that follow.
  @inline(__always)
  init(only kind: UInt8) { self.init(rawValue: 1 &<< UInt64(kind)) }

  /// Whether this one kind is among others.
  @inline(__always)
  func isIn(_ others: KindSet) -> Bool { rawValue & others.rawValue != 0 }

  /// `pte_to_hmm_pfn_flags`, `pmd_to_hmm_pfn_flags` and `pud_to_hmm_pfn_flags`: what the CPU may do
  /// through an entry of this one kind. With NUMA hinting it may do nothing.
  @inline(__always)
  var cpuFlags: UInt64 {
    if isIn(.cpuWritable) { return HMMPfn.valid | HMMPfn.write }
    return isIn(.cpuReadable) ? HMMPfn.valid : 0
  }

  /// `pte_special` of 5.8, the page of zeros left out: device memory has a struct page, yet its
  /// PTEs have the bit (defect B54).
  @inline(__always)
  static var special: KindSet { .specialPTE.union(.devmapPTE) }
}
