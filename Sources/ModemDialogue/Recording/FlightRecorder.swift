package import Telephony

/// Keeps the last minutes of what went over a port, masked, in memory.
///
/// A recording shall replay: so the beginning of the session that the oldest kept entry belongs to is kept as well, up
/// to the end of its first sweep, and only what lies between falls out.
package struct FlightRecorder: Sendable {
    package struct Limits: Sendable {
        package var duration = Duration.seconds(15 * 60)
        /// Of the last minutes.
        package var octets = 64 << 10
        /// Of the beginning of the session.
        package var headOctets = 16 << 10

        package init() {}
    }

    /// What an entry takes besides its octets.
    fileprivate static let entryOctets = 40

    private let limits: Limits
    private var traffic: TrafficMask
    private var sideTraffic: [SidePort: TrafficMask] = [:]
    private var entries: [ModemRecording.Entry] = []
    private var firstIndex = 0
    private var octetCount = 0
    private var head: [ModemRecording.Entry] = []
    private var headOctetCount = 0
    private var isHeadOpen = false
    private var omittedCount = 0

    package init(mask: Mask, limits: Limits = Limits()) {
        self.limits = limits
        traffic = TrafficMask(mask)
    }

    // MARK: What happens

    package mutating func opened(at now: MonotonicInstant) {
        append(.opened, at: now)
    }

    package mutating func closed(at now: MonotonicInstant) {
        let rest = traffic.takePartial()
        if !rest.isEmpty { append(.received(rest), at: now) }
        sideTraffic = [:]
        append(.closed, at: now)
    }

    package mutating func received(_ octets: some Sequence<UInt8>, at now: MonotonicInstant) {
        let masked = traffic.received(octets)
        if !masked.isEmpty { append(.received(masked), at: now) }
    }

    package mutating func sent(_ octets: [UInt8], at now: MonotonicInstant) {
        append(.sent(traffic.sent(octets)), at: now)
    }

    package mutating func received(
        _ octets: some Sequence<UInt8>, on port: SidePort, at now: MonotonicInstant
    ) {
        let masked = sideTraffic[port, default: TrafficMask(traffic.mask)].received(octets)
        if !masked.isEmpty { append(.overheard(masked, port: port.number), at: now) }
    }

    package mutating func sent(_ octets: [UInt8], to port: SidePort, at now: MonotonicInstant) {
        let masked = sideTraffic[port, default: TrafficMask(traffic.mask)].sent(octets)
        append(.sentAside(masked, port: port.number), at: now)
    }

    package mutating func asked(_ request: ModemRequest, at now: MonotonicInstant) {
        if let words = request.recordedWords(traffic.mask) { append(.asked(words), at: now) }
    }

    package mutating func told(_ event: LineEvent, at now: MonotonicInstant) {
        if let words = event.recordedWords(traffic.mask) { append(.told(words), at: now) }
    }

    // MARK: What is kept

    package func recording(heads: [ModemRecording.Head] = []) -> ModemRecording {
        var kept = Array(entries[firstIndex...])
        if omittedCount > 0, let oldest = kept.first {
            kept.insert(ModemRecording.Entry(at: oldest.at, .omitted(omittedCount)), at: 0)
        }
        var unfinished = traffic
        let rest = unfinished.takePartial()
        if !rest.isEmpty, let newest = kept.last {
            kept.append(ModemRecording.Entry(at: newest.at, .received(rest)))
        }
        return ModemRecording(heads: heads, entries: head + kept)
    }

    private mutating func append(_ content: ModemRecording.Content, at now: MonotonicInstant) {
        let entry = ModemRecording.Entry(at: now, content)
        entries.append(entry)
        octetCount += entry.octetCount
        while firstIndex < entries.count - 1,
            octetCount > limits.octets || entries[firstIndex].at.duration(to: now) > limits.duration
        {
            octetCount -= entries[firstIndex].octetCount
            fellOut(entries[firstIndex])
            firstIndex += 1
        }
        if firstIndex > entries.count / 2 {
            entries.removeFirst(firstIndex)
            firstIndex = 0
        }
    }

    private mutating func fellOut(_ entry: ModemRecording.Entry) {
        if entry.content == .opened { (head, headOctetCount, isHeadOpen, omittedCount) = ([], 0, true, 0) }
        guard isHeadOpen else {
            omittedCount += 1
            return
        }
        head.append(entry)
        headOctetCount += entry.octetCount
        isHeadOpen = headOctetCount < limits.headOctets && entry.content != .told(LineEvent.sweptWords)
    }
}

extension ModemRecording.Entry {
    fileprivate var octetCount: Int {
        let octets =
            switch content {
            case .sent(let octets), .received(let octets), .sentAside(let octets, _),
                .overheard(let octets, _):
                octets.count
            case .asked(let words), .told(let words): words.utf8.count
            case .opened, .closed, .omitted: 0
            }
        return octets + FlightRecorder.entryOctets
    }
}
