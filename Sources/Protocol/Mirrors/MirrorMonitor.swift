// SPDX-License-Identifier: GPL-2.0-or-later

/// Watches the objects: what was freed is not touched, and what nobody needs is freed.
enum MirrorMonitor {
  static func touches(hmm: UInt64, _ state: PackedState, _ broken: inout UInt64) {
    if hmm == 0 || state[.freedHmm] >> hmm & 1 != 0 { broken |= Property.useAfterFree.bit }
  }

  static func touches(mirror: Int, _ state: PackedState, _ broken: inout UInt64) {
    if state[.freedMirrors] >> UInt64(mirror) & 1 != 0 { broken |= Property.useAfterFree.bit }
  }

  /// A callback looks mm->hmm up: there must be one.
  static func finds(hmm: UInt64, _ broken: inout UInt64) {
    if hmm == 0 { broken |= Property.useAfterFree.bit }
  }

  /// A driver works on the mm, unless it knows that it is dying.
  static func usesMM(_ state: PackedState, isTold: Bool, _ broken: inout UInt64) {
    if !isTold && state[.mmExited] == 1 { broken |= Property.useAfterFree.bit }
  }

  static func touchesDevice(_ state: PackedState, _ broken: inout UInt64) {
    if state[.deviceRemoved] == 1 { broken |= Property.useAfterFree.bit }
  }

  /// Everybody is done, and the process is gone: no notifier keeps its mm, and every hmm was freed.
  static func judge(_ state: PackedState, isFinished: Bool, _ broken: inout UInt64) {
    guard isFinished && state[.listedMirrors] == 0 else { return }
    let made = (UInt64(2) << state[.lastHmm]) - 2
    let keepsMM = state[.mmExited] == 1 && state[.notifierOf] != 0
    if keepsMM || state[.freedHmm] != made { broken |= Property.leak.bit }
  }
}
