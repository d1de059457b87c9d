import Benchmark
import CAllocations
import CGammu
import SMSCodec

/// The messages, and the four ways to go through all of them once.
struct Passes {
    /// What both libraries write. libgammu writes no STATUS-REPORT, and some texts it does not write as they
    /// were.
    private struct Pair {
        var draft: Draft
        var message: OpaquePointer
    }

    private let vectors: [Vector]
    private let pairs: [Pair]

    init() throws {
        vectors = try Vector.all()
        pairs = vectors.compactMap { vector in
            guard let draft = Draft(vector), (try? draft.octets()) != nil,
                let message = gammu_message_read(vector.octets, vector.octets.count)
            else { return nil }
            guard draft.isSaid(by: Self.written(message)) else { return nil }
            return Pair(draft: draft, message: message)
        }
    }

    var decodedCount: Int { vectors.count }
    var encodedCount: Int { pairs.count }

    /// From octets to the whole value: libgammu too makes texts of the numbers and of the message.
    func decode() {
        var octetCount = 0
        for vector in vectors {
            do {
                if vector.isSubmit {
                    let pdu = try OutgoingPDU(decoding: vector.octets)
                    octetCount &+= pdu.serviceCentre?.number.utf8.count ?? 0
                    octetCount &+= pdu.submit.destination.number.utf8.count
                    octetCount &+= pdu.submit.text?.utf8.count ?? 0
                } else {
                    let pdu = try IncomingPDU(decoding: vector.octets)
                    octetCount &+= pdu.serviceCentre?.number.utf8.count ?? 0
                    octetCount &+= Self.octetCount(pdu.tpdu)
                }
            } catch {
                continue
            }
        }
        blackHole(octetCount)
    }

    private static func octetCount(_ tpdu: IncomingTPDU) -> Int {
        switch tpdu {
        case .deliver(let deliver):
            deliver.originator.number.utf8.count &+ (deliver.text?.utf8.count ?? 0)
        case .statusReport(let report):
            report.recipient.number.utf8.count &+ (report.optionalParameters?.text?.utf8.count ?? 0)
        }
    }

    func decodeByGammu() {
        for vector in vectors { blackHole(gammu_decode(vector.octets, vector.octets.count)) }
    }

    /// From strings to octets.
    func encode() {
        for pair in pairs { blackHole(try? pair.draft.octets()) }
    }

    func encodeByGammu() {
        var octets = [UInt8](repeating: 0, count: gammu_maximum_octet_count)
        for pair in pairs {
            blackHole(octets.withUnsafeMutableBufferPointer { gammu_encode(pair.message, $0.baseAddress) })
        }
    }

    private static func written(_ message: OpaquePointer) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: gammu_maximum_octet_count) { buffer, count in
            count = gammu_encode(message, buffer.baseAddress)
        }
    }
}

extension OptionalParameters {
    fileprivate var text: String? { userData?.text(in: effectiveScheme) }
}

/// Allocations of this thread while something is done.
func allocations(_ work: () -> Void) -> Int {
    let before = allocations_of_this_thread()
    work()
    return Int(allocations_of_this_thread() - before)
}
