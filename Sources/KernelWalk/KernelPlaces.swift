// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelSource

extension Kernel {
  /// Whether what is proved of this text on windows of a few pages, with 2 pages a PMD, may be told
  /// for ranges of any length and groups of 512 pages.
  ///
  /// It is looked at once.
  public var places: PlaceReport {
    if let known = knownPlaces.withLock({ $0 }) { return known }
    let report = readPlaces()
    knownPlaces.withLock { $0 = report }
    return report
  }

  private func readPlaces() -> PlaceReport {
    let near = version(.pairs)
    let model = PlaceModel(
      primitives: KernelPlaces.primitives, walk: "walk_page_range",
      callbacks: KernelPlaces.callbacks, members: KernelPlaces.members,
      orderShift: "HMM_PFN_ORDER_SHIFT", frameStructures: ["page", "folio"])
    let interface = near.interface
    let calls = [interface.fault, interface.snapshot, interface.unlocked].compactMap { $0 }
    return near.program.places(
      far: version(.x86).program, calls.map(KernelPlaces.entry), model)
  }
}

/// What the model's functions may be handed of places and frames, and what they give.
enum KernelPlaces {
  static func entry(_ call: KernelCall) -> PlaceModel.Entry {
    let arguments = call.arguments.map { argument -> PlaceModel.Argument in
      switch argument {
      case .range: .pointer("hmm_range")
      case .vma: .pointer("vm_area_struct")
      case .start: .rangeStart
      case .end: .rangeEnd
      case .pfns: .words
      case .write, .block, .flags, .timeout: .data
      }
    }
    return PlaceModel.Entry(function: call.function, arguments: arguments)
  }

  /// As ``KernelWorld`` calls them; there is no model of what calls others.
  static let callbacks: [PlaceModel.Callback] = {
    let piece: [PlaceModel.Argument] = [.pieceStart, .pieceEnd]
    let walk: [PlaceModel.Argument] = [.pointer("mm_walk")]
    return [
      PlaceModel.Callback("pud_entry", .pud, [[.entryPointer] + piece + walk]),
      PlaceModel.Callback("pmd_entry", .pmd, [[.entryPointer] + piece + walk]),
      PlaceModel.Callback("pte_hole", .none, [piece + [.data] + walk, piece + walk]),
      PlaceModel.Callback("hugetlb_entry", .argument, [[.entryPointer, .mask] + piece + walk]),
      PlaceModel.Callback("test_walk", .none, [piece + walk]),
    ]
  }()

  static let members = [
    PlaceModel.Member("hmm_range", "start", .rangeStart),
    PlaceModel.Member("hmm_range", "end", .rangeEnd),
    PlaceModel.Member("hmm_range", "hmm_pfns", .words),
    PlaceModel.Member("hmm_range", "pfns", .words),
    PlaceModel.Member("vm_area_struct", "vm_start", .otherAddress),
    PlaceModel.Member("vm_area_struct", "vm_end", .otherAddress),
  ]

  static let primitives: [String: PlaceModel.Primitive] = {
    var all: [String: PlaceModel.Primitive] = [:]
    for (name, _) in KindQuestion.all { all[name] = PlaceModel.Primitive([.entry], .data) }
    for (name, primitive) in KernelPrimitive.named where primitive != .walkPageRange {
      all[name] = primitive.places(name)
    }
    return all
  }()
}

extension KernelPrimitive {
  fileprivate func places(_ name: String) -> PlaceModel.Primitive {
    let (parameters, result): ([PlaceModel.Parameter], PlaceModel.Result) =
      switch self {
      case .nothing, .zero, .one, .warn, .bug, .current, .fresh, .pudTransHugeLock, .vmFaultToErrno,
        .pmdMigrationEntryWait, .hugePteLock, .spinLock, .spinUnlock, .mmapLock, .mmapLockKillable,
        .mmapTrylock, .mmapUnlock, .jiffies, .signalIsPending, .isUnstable, .hugetlbLock,
        .hugetlbUnlock, .assertLocked, .checkRetry, .readBegin, .hstate,
        .isHugetlbVMA, .pteIndex:
        ([], .data)
      case .load: ([.entryPointer], .entry)
      // Before 6.11 it takes the entry alone.
      case .loadHugetlb: ([.data, .address, .entryPointer], .entry)
      case .pteOffsetMap: ([.data, .address], .ptes(1))
      case .handleMMFault: ([.data, .address], .data)
      case .migrationEntryWait: ([.data, .data, .address], .data)
      case .pteUnmap: ([.ptes], .data)
      case .getPagemap: ([.frame], .pointer("dev_pagemap"))
      case .frame, .swapOffset: ([.entry], .frame)
      case .same: ([.entry], .entry)
      case .leafType, .marker: ([.entry], .data)
      case .swapPage, .swapPageOfPMD:
        ([.entry], .pointer(name.hasSuffix("folio") ? "folio" : "page"))
      case .pagemapOfPage: ([], .pointer("dev_pagemap"))
      case .normalPage: ([.data, .address, .entry], .pointer("page"))
      case .isZeroPfn: ([.frame], .data)
      case .hugePageOrder, .hugePageShift: ([], .size(0x1f))
      case .hugePageSize: ([], .size(.max))
      case .vmaLookup, .findVMA: ([.data, .address], .pointer("vm_area_struct"))
      // Its callbacks are followed.
      case .walkPageRange: ([], .data)
      }
    return PlaceModel.Primitive(
      parameters, result, alone: self == .loadHugetlb ? .entryPointer : nil)
  }
}
