import Foundation
import Storage
import Telephony
import Testing

/// A store on a real file in a directory of its own, which is gone with the test.
final class StoreFixture {
    let directory: URL
    let store: Store

    init() throws {
        directory = FileManager.default.temporaryDirectory.appendingPathComponent(
            "storage-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        store = try Store(path: directory.appendingPathComponent("catchline.db").path)
    }

    deinit {
        try? store.close()
        try? FileManager.default.removeItem(at: directory)
    }

    var path: String { directory.appendingPathComponent("catchline.db").path }

    /// The files as a killed process leaves them, in another directory.
    func copyAsKilled() throws -> String {
        let copy = directory.appendingPathComponent("killed")
        try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
        for name in ["catchline.db", "catchline.db-wal"] {
            try FileManager.default.copyItem(
                at: directory.appendingPathComponent(name), to: copy.appendingPathComponent(name))
        }
        return copy.appendingPathComponent("catchline.db").path
    }

    /// Spoils the page that holds these words, and no other.
    static func damage(_ path: String, at words: String) throws {
        let file = URL(fileURLWithPath: path)
        var data = try Data(contentsOf: file)
        let page = try #require(data.range(of: Data(words.utf8))).lowerBound / 1024 * 1024
        data.replaceSubrange(page..<page + 1024, with: Data(repeating: 0xA5, count: 1024))
        try data.write(to: file)
    }

    /// Every file of the directory with its octets.
    static func contents(of directory: URL) throws -> [String: Data] {
        var contents: [String: Data] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: directory.path) {
            contents[name] = try? Data(contentsOf: directory.appendingPathComponent(name))
        }
        return contents
    }
}

/// 20 November 2026, 14:02:11.250 UTC, and so many seconds after.
func at(_ seconds: Double, boot: String = "boot-1", trust: ClockTrust = .ntp) -> Moment {
    Moment(
        boot: boot, monotonic: MonotonicInstant(nanoseconds: Int64((seconds + 1000) * 1e9)),
        wall: Date(timeIntervalSince1970: 1_795_183_331.25 + seconds), trust: trust)
}

extension LineID {
    static let first = LineID(rawValue: "sim:8944110068256270054")
    static let second = LineID(rawValue: "sim:8944110068256270062")
}

let caller = IdentifiedNumber(
    phoneNumber: PhoneNumber(e164: "+447700900311"), text: "+447700900311", kind: .mobile, country: "GB",
    isPossible: true)
let london = TimeZone(identifier: "Europe/London") ?? .gmt

extension Store {
    /// A missed call of `caller`, from its first ring to its end 12 seconds later, with the reply queued.
    @discardableResult
    func missedCall(
        _ number: IdentifiedNumber = caller, line: LineID = .first, at seconds: Double = 0,
        wait: Duration = .zero,
        words: String = "Sorry we missed you."
    ) throws -> RecordedCall {
        let call = try recordCallStarted(line: line, number: number, isWithheld: false, at: at(seconds))
        return try recordCallEnded(
            call: call, rings: 3, rang: .milliseconds(12_400), outcome: .missed, at: at(seconds + 12.4)
        ) { _ in .text(words: words, rule: "working_hours", wait: wait) }
    }

    /// A text that a person asked for.
    @discardableResult
    func typed(
        _ text: String = "We come at 3.", to number: String = "+447700900311", line: LineID? = .first,
        origin: MessageOrigin = .human, at seconds: Double = 0
    ) throws -> MessageID {
        switch try queueMessage(number: number, text: text, origin: origin, line: line, at: at(seconds)) {
        case .queued(let id), .alreadyQueued(let id): return id
        case .optedOut: throw StorageError.unexpected("opted out")
        }
    }

    /// Claims without a judge who minds, in as many parts as the words have letters up to a `|`.
    func claimNext(
        line: LineID = .first, at moment: Moment = at(60),
        judge: @escaping ClaimRules.Judge = { candidate, _, _ in .send(text: candidate.text) }
    ) throws -> Submission? {
        try claim(line: line, at: moment) { _ in
            ClaimRules(zone: london, judge: judge)
        } encode: { _, text, reference in
            EncodedMessage(
                alphabet: .gsm7,
                parts: text.split(separator: "|").enumerated().map { index, _ in
                    EncodedMessage.Part(pdu: "0001" + hex(reference) + hex(index + 1), tpduLength: 3)
                })
        }
    }

    /// Takes a submission through the prompt and has the network accept it.
    @discardableResult
    func send(_ submission: Submission, reference: Int, at seconds: Double = 61) throws -> Submission? {
        _ = try markPromptSeen(submission.id, on: .first)
        return try markSubmitted(submission.id, reference: reference, at: at(seconds))
    }

    func state(_ id: MessageID?) throws -> MessageState? {
        try id.flatMap { try reader.message($0)?.state }
    }
}

func hex(_ number: Int) -> String {
    let text = String(number, radix: 16, uppercase: true)
    return text.count == 1 ? "0" + text : text
}

extension PDUSource {
    static func read(
        slot: Int, listing: String? = nil, twins: [Int] = [], isFromSweep: Bool = false,
        line: LineID = .first, of storage: String = "SM", modem: String = "imei:490154203237518"
    ) -> PDUSource {
        PDUSource(
            line: line, modem: ModemID(rawValue: modem), slot: .init(storage: storage, index: slot),
            listing: listing, twins: twins.map { .init(storage: storage, index: $0) },
            isFromSweep: isFromSweep)
    }
}

/// What a text looks like after decoding: sender, words and time of the service centre make its fingerprint.
struct Arrival {
    var words: String
    var sender = "+447700900311"
    /// Of the service centre; nil if it told none.
    var time: Date? = at(0).wall
    var part: IncomingPart?
    var kind = MessageKind.text
    var isOrdinary = true
    /// Not text: a part of data stands beside one of text without knowing it.
    var isData = false

    func fingerprint(_ line: LineID = .first) -> PDUFingerprint {
        PDUFingerprint(
            line: line, originator: Array(sender.utf8),
            serviceCentreTimeStamp: Array("\(time ?? .distantPast)".utf8),
            protocolIdentifier: 0, dataCodingScheme: 0,
            userDataHeader: part.map { [UInt8($0.reference & 255), UInt8($0.total), UInt8($0.sequence)] }
                ?? [],
            userData: Array(words.utf8))
    }
}

extension Store {
    @discardableResult
    func receive(
        _ arrival: Arrival, _ source: PDUSource = .read(slot: 1), at moment: Moment = at(100),
        classify: (String, CallerHistory) -> ConsentChange? = { _, _ in nil }
    ) throws -> RecordedPDU {
        try recordIncoming(
            IncomingMessage(
                sender: arrival.sender, kind: arrival.kind, isOrdinary: arrival.isOrdinary,
                text: arrival.isData ? nil : arrival.words,
                data: arrival.kind == .text ? nil : Array(arrival.words.utf8), alphabet: .gsm7,
                serviceCentreTime: arrival.time, part: arrival.part),
            octets: Array(arrival.words.utf8), fingerprint: arrival.fingerprint(source.line), source: source,
            at: moment,
            join: { join($0, ordinary: arrival.isOrdinary) },
            classify: classify)
    }
}

/// Parts side by side. If they say `MMS`, they are together the notice of a picture.
private func join(_ parts: [StoredPart], ordinary: Bool) -> JoinedParts {
    let octets = parts.sorted { $0.sequence < $1.sequence }.flatMap(\.octets)
    let words = String(decoding: octets, as: UTF8.self)
    let isData = parts.contains { $0.text == nil }
    let kind: MessageKind = words.contains("MMS") ? .pictureNotice : isData ? .push : .text
    return JoinedParts(
        kind: kind, isOrdinary: ordinary, text: isData ? nil : words, data: kind == .text ? nil : octets)
}

/// One part of three, in words that tell its place; `time` is when it was sent.
func part(
    _ sequence: Int, of total: Int = 3, reference: Int = 42, bits: Int = 8, words: String? = nil,
    time: Double = 0, kind: MessageKind = .text
) -> Arrival {
    let words = words ?? "<\(sequence)>"
    return Arrival(
        words: words, time: at(time).wall,
        part: IncomingPart(
            reference: reference, bits: bits, total: total, sequence: sequence, octets: Array(words.utf8)),
        kind: kind)
}
