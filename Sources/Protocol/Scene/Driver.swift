// SPDX-License-Identifier: GPL-2.0-or-later

/// A driver as a caller of hmm_range_fault: data, which a file can say (`--driver FILE`).
public struct Driver: Equatable, Sendable {
  /// What a page is asked for, or which bits of its word count.
  public struct Flags: OptionSet, Sendable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let fault = Flags(rawValue: 1)
    public static let write = Flags(rawValue: 2)

    /// As in files: `F W`, `-` for none.
    public var spelled: String {
      let names = [contains(.fault) ? "F" : nil, contains(.write) ? "W" : nil].compactMap(\.self)
      return names.isEmpty ? "-" : names.joined(separator: " ")
    }
  }

  /// Lower-case words, numbers and points joined by hyphens: `nouveau-5.8`.
  public var name: String
  /// What it is, in a line.
  public var title: String
  public var notifier = NotifierDesign.interval
  public var defaultFlags: Flags = []
  public var pfnFlagsMask: Flags = []
  /// What `refill` writes, page by page; the last for all further pages.
  public var requests: [Flags] = []
  /// Whether it owns the device memory, as `dev_private_owner` says.
  public var ownsDeviceMemory = true
  /// Pages for which it makes one pass; 0: all.
  public var pagesPerPass = 0
  /// Pages for which it calls hmm_range_fault once; 0: all of the pass.
  public var pagesPerCall = 0
  /// Whether a success that counted no pages is taken for a reason to try again (before 5.8).
  public var zeroIsRetry = false
  /// Whether it lets go of the mmap lock when hmm_range_fault failed for good.
  public var unlocksOnError = true
  /// Whether its invalidate callback takes the driver's lock.
  public var callbackLocks = true
  /// The fixes that the kernel around it does not have.
  public var lacks: [ProtocolFix] = []
  public var steps: [DriverAction]
  /// The step at which it starts over, for each cause; nil: it gives up.
  public var onBusy: DriverAction? = .readSequence
  public var onInvalid: DriverAction? = .readSequence
  /// The causes that its bound counts.
  public var boundCovers: Set<RetryCause> = [.busy, .invalid]

  public init(name: String, title: String, steps: [DriverAction]) {
    self.name = name
    self.title = title
    self.steps = steps
  }

  /// What `refill` writes for a page.
  func request(_ page: Int) -> Flags {
    requests.isEmpty ? [] : requests[min(page, requests.count - 1)]
  }

  /// What the driver wants of a page: what its words say, as far as they count, and the defaults.
  func wants(_ page: Int) -> Flags {
    request(page).intersection(pfnFlagsMask).union(defaultFlags)
  }
}
