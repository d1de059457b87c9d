import Foundation
import ModemSimulator
import Telephony
import Testing

/// All that happened in a world, as one number, and the last of it in words.
struct Trace {
    enum Entry {
        case happened(Happening)
        case toModem(PlugID, [UInt8])
        case fromModem(PlugID, [UInt8])
        case told(PlugID, LineEvent)
        case outside(PlugID, SimulatorEvent)
        case logged(String)
    }

    private static let length = 120
    private var recent: [(at: Duration, entry: Entry)] = []
    private var next = 0

    /// FNV-1a over the octets of both directions with their times, and over what was noted.
    private(set) var digest: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func note(_ entry: Entry, at now: Duration) {
        switch entry {
        case .toModem(_, let octets), .fromModem(_, let octets):
            mix(now)
            mix(octets)
        case .happened, .told, .outside, .logged: break
        }
        if recent.count < Self.length {
            recent.append((now, entry))
        } else {
            recent[next] = (now, entry)
            next = (next + 1) % Self.length
        }
    }

    mutating func mix(_ octets: some Sequence<UInt8>) {
        for octet in octets { digest = (digest ^ UInt64(octet)) &* 0x100_0000_01B3 }
    }

    private mutating func mix(_ time: Duration) {
        var nanoseconds = UInt64(bitPattern: time.wholeNanoseconds)
        for _ in 0..<8 {
            mix(CollectionOfOne(UInt8(truncatingIfNeeded: nanoseconds)))
            nanoseconds >>= 8
        }
    }

    /// One line each, the newest last.
    var tail: String {
        (recent[next...] + recent[..<next]).map { "\(Self.time($0.at))  \(Self.words($0.entry))" }
            .joined(separator: "\n")
    }

    private static func time(_ time: Duration) -> String {
        let (days, left) = time.components.seconds.quotientAndRemainder(dividingBy: 86_400)
        let milliseconds = time.inMilliseconds % 1_000
        return String(
            format: "day %d %02d:%02d:%02d.%03d", Int(days), Int(left / 3_600), Int(left / 60 % 60),
            Int(left % 60),
            Int(milliseconds))
    }

    private static func words(_ entry: Entry) -> String {
        switch entry {
        case .happened(let happening): "* \(happening)"
        case .toModem(let plug, let octets):
            "\(plug) <- \(String(decoding: octets, as: UTF8.self).debugDescription)"
        case .fromModem(let plug, let octets):
            "\(plug) -> \(String(decoding: octets, as: UTF8.self).debugDescription)"
        case .told(let plug, let event): "\(plug) tells \(event)"
        case .outside(let plug, let event): "\(plug) outside: \(event)"
        case .logged(let text): "log: \(text)"
        }
    }
}

/// A promise that was not kept.
struct Breach: Error, CustomStringConvertible {
    var seed: UInt64
    var what: String
    var tail: String

    var description: String {
        """
        Seed \(seed): \(what)
        Again: CATCHLINE_TEST_DEPTH=\(TestDepth.current.rawValue) \(SeededGenerator.variable)=\(seed) \
        swift test --filter \(suite)
        \(tail)
        """
    }

    /// A test stands in a file that is named as its suite.
    private var suite: String {
        Test.current.map { $0.sourceLocation.fileName.replacing(".swift", with: "") } ?? "SimulationTests"
    }
}
