// SPDX-License-Identifier: GPL-2.0-or-later

/// The header that stands for every one that the text includes and that is not its own.
///
/// It is the same for all kernel versions: functions whose parameters changed over the years are
/// declared without any, and structures have the members of every version.
enum ModelHeader {
  static let file = SourceFile(name: "model.h", text: types + macros + functions + pageWalk + old)
}
