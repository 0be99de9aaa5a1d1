// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

/// What the contract wants of one page, for people to read. It follows from the same facts as the
/// clauses: the request, the VMA, and the states that the page had during the call.
public struct Expectation: Equatable, Sendable {
  /// A word that the contract accepts on success.
  public enum Output: Hashable, Sendable {
    case valid(write: Bool, pfn: UInt64, order: UInt8)
    case error
    case faultable
  }

  public enum Wanted: Equatable, Sendable {
    /// One of these words, that for the latest state first (C6 to C12, C18, C22, C25).
    case output([Output])
    /// No state that the page had is what was asked for: it is to be faulted (C6, C7).
    case fault(write: Bool)
    /// The page cannot be made what was asked: the call is to fail (C1, C3, C4, C6).
    case failure([Errno])
    /// The call failed at this page or before it: the word stays as it was (C16).
    case unset
    /// The answer leaves the word open.
    case open
  }

  public var wanted: Wanted
  /// The word is one of those, or stayed, or the answer is one of those.
  public var isMet: Bool
  /// VALID, WRITE and ERROR are right: if anything is wrong, it is the frame, the order, or a bit
  /// that is not defined.
  public var hasRightFlags: Bool
  /// A fault was made that nobody asked for (C5, C24).
  public var isNeedlesslyFaulted: Bool
  /// It was write-faulted and asked for a read (C24).
  public var isNeedlesslyWritten: Bool
  /// Sticky bits did not come out as they went in (C21).
  public var lostStickyBits: Bool

  /// Nothing of the page is as the contract does not want it.
  public var isKept: Bool {
    isMet && !isNeedlesslyFaulted && !isNeedlesslyWritten && !lostStickyBits
  }

  /// `VALID WRITE`, `fault, then VALID`, `-EFAULT`, `no fault; faultable`; empty where the contract
  /// wants nothing.
  ///
  /// - Parameter frames: VALID comes with its pfn, and its map order where there is one.
  public func text(frames: Bool = false) -> String {
    var parts: [String] = []
    if isNeedlesslyFaulted { parts.append("no fault") }
    if isNeedlesslyWritten { parts.append("no write fault") }
    if lostStickyBits { parts.append("sticky bits as given") }
    let wanted = wantedText(frames)
    return (parts + (wanted.isEmpty ? [] : [wanted])).joined(separator: "; ")
  }

  private func wantedText(_ frames: Bool) -> String {
    switch wanted {
    case .output(let outputs):
      var texts: [String] = []
      for text in outputs.map({ $0.text(frames: frames) }) where !texts.contains(text) {
        texts.append(text)
      }
      return texts.joined(separator: " or ")
    case .fault(let write): return write ? "fault, then VALID WRITE" : "fault, then VALID"
    case .failure(let errors): return errors.map(\.name).joined(separator: " or ")
    case .unset: return "not set"
    case .open: return ""
    }
  }
}

extension Expectation.Output {
  /// `VALID`, or `VALID pfn 0x1000 order 2`.
  public func text(frames: Bool) -> String {
    switch self {
    case .error: return "ERROR"
    case .faultable: return "faultable"
    case .valid(let write, let pfn, let order):
      let flags = write ? "VALID WRITE" : "VALID"
      if !frames { return flags }
      let size = order == 0 ? "" : " order \(order)"
      return "\(flags) pfn 0x\(String(pfn, radix: 16))\(size)"
    }
  }
}
