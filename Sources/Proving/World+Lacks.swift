// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic
import Specification

extension World<Symbolic> {
  /// A page asks for what its entry does not allow, as the contract reads both.
  func lacks(_ page: Int) -> Symbolic.Bit {
    let view = view(page)
    return (wantsFault(page) .& .!isReadable(page, view))
      .| (wantsWrite(page) .& .!isWritable(page, view))
  }
}
