// SPDX-License-Identifier: GPL-2.0-or-later

/// How a pointer is held in a word: the number of its object plus one above the cell.
///
/// So null is 0, and adding to a pointer moves it by cells. What points to a function has a tag that
/// no object has; what an `ERR_PTR` holds is neither.
public enum Pointer {
  /// The first cell of `object`, which is counted from 0.
  public static func object(_ object: Int) -> UInt64 { (UInt64(object) &+ 1) << 32 }

  /// Function number `index` of the program.
  public static func function(_ index: Int) -> UInt64 { functionTag | UInt64(index) }

  static let functionTag: UInt64 = 1 << 62

  /// The number of the function that `word` points to.
  static func function(of word: UInt64) -> Int? {
    word >> 32 == functionTag >> 32 ? Int(word & 0xffff_ffff) : nil
  }
}
