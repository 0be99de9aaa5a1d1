// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelSource
import Logic

// What include/linux/leafops.h and swapops.h make of an entry that is not present, but for questions
// of its kind.
extension KernelWorld {
  /// The page that device memory stands for, by whose it is.
  static func swapPage(_ entry: D.Word, _ objects: KernelObjects) -> D.Word {
    D.Word.select(
      isA(entry, .ownMemory), pointer(objects.ownPage), pointer(objects.foreignPage))
  }

  /// `enum softleaf_type`, in the order of the model's header.
  static func leafType(_ entry: D.Word) -> D.Word {
    let types: [(UInt64, KindSet)] = [
      (1, .one(.swap)), (4, .migrations), (5, KindSet.devicePrivate.subtracting(.writablePrivate)),
      (6, .writablePrivate), (7, .one(.deviceExclusive)), (8, [.hwpoison, .hugetlbPoison]),
      (9, .markers),
    ]
    return types.reduce(0) { type, row in
      D.Word.select(isA(entry, row.1), D.Word(constant: row.0), type)
    }
  }

  /// The bits of a marker: `PTE_MARKER_UFFD_WP` and the others.
  static func marker(_ entry: D.Word) -> D.Word {
    let bits: [(UInt64, KindSet)] = [
      (1, .uffdWpMarkers), (2, .poisonMarkers), (4, .one(.markerGuard)),
    ]
    return bits.reduce(0) { marker, row in
      D.Word.select(isA(entry, row.1), D.Word(constant: row.0), marker)
    }
  }
}
