// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelSource
import Logic

extension Unjudged: CustomStringConvertible {
  /// `sweep_hugetlb() (mm/hmm.c:120): asm goto`, in one line.
  public var description: String {
    switch cause {
    case .notUnderstood:
      "\(name ?? "the text")\(at): \(construct ?? "not understood")"
    case .noEnd: "the call did not end" + (name.map { ", in \($0)\(at)" } ?? "")
    case .history:
      "a page changed more often than the \(World<Concrete>.momentsPerPage) times that are kept"
    }
  }

  private var name: String? { function.map { "\($0)()" } }

  private var at: String { place.map { " (\($0.file):\($0.line))" } ?? "" }
}
