// SPDX-License-Identifier: GPL-2.0-or-later

// Edits that many mistakes begin with.
extension TodayMistakes {
  typealias Edit = (old: String, new: String)

  /// One more member of `struct hmm_vma_walk`, 0 when the call begins.
  static func member(_ declaration: String) -> Edit {
    ("unsigned int need;\n};", "unsigned int need;\n\(declaration)\n};")
  }

  /// Something that the loop does before each walk.
  static func beforeWalk(_ statement: String) -> Edit {
    ("ret = walk_page_range(", "\(statement)\nret = walk_page_range(")
  }

  /// Something that the loop does behind each walk and its fault.
  static func behindFault(_ statement: String) -> Edit {
    let fault = "if (ret == FAULT_NOTED)\nret = fault_noted(mm, &state);"
    return (fault, "\(fault)\n\(statement)")
  }
}
