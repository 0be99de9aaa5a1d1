// SPDX-License-Identifier: GPL-2.0-or-later

/// The name of a case as files and reports have it: `outOfMemory` is `out-of-memory`.
func hyphenated(_ value: some CaseIterable) -> String {
  "\(value)".reduce(into: "") { name, letter in
    if letter.isUppercase { name += "-" }
    name += letter.lowercased()
  }
}
