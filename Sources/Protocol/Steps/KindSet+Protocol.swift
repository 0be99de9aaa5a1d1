// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

// The classes of entries that the steps ask for, so written that the compiler folds them.
extension KindSet {
  /// Entries that map a frame of the host.
  @inline(__always)
  static var mapped: KindSet { .span(.readOnly, through: .writable) }

  /// Entries that allow, or once brought back will allow, writing.
  @inline(__always)
  static var protocolWritable: KindSet {
    one(.writable).union(one(.devicePrivateWritable)).union(one(.foreignPrivateWritable))
  }
}
