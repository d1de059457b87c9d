import SMSCodec
import Telephony

@testable import ModemSimulator
@testable import Storage

/// The network behind the sticks, and the people behind it.
extension World {
    /// What a stick did, or had done to it.
    func outside(_ event: SimulatorEvent, _ id: PlugID) {
        if case .commandReceived = event { return }
        trace.note(.outside(id, event), at: now)
        switch event {
        case .callStarted(let number): inspector.callStarted(number, on: self[id].imsi, at: now)
        case .callEnded(let number, _, _): inspector.callEnded(number, on: self[id].imsi, at: now)
        case .partSent(let part): inspector.partArrived(part)
        case .textSent(let number, let text): arrived(text, at: number, from: id)
        case .textStored(let storage, let index):
            let hex = self[id].stick.texts.memories[storage]?.slots[index]?.hex
            inspector.stored(hex, at: Inspector.Slot(plug: id, storage: storage, index: index))
        case .textDeleted(let storage, let index):
            guard let hex = inspector.emptied(Inspector.Slot(plug: id, storage: storage, index: index))
            else { return }
            inspector.note(deletionComplaint(hex, id.box))
            noteKeyword(hex, id.box)
        default: break
        }
    }

    private func arrived(_ text: String, at number: String, from id: PlugID) {
        let arrival = Inspector.Arrival(
            at: now, box: id.box, line: self[id].imsi, sender: self[id].ownNumber, number: number, text: text)
        inspector.arrived(arrival)
        for (delay, happening) in reaction(arrival) { plan(happening, after: delay) }
        guard let sender = self[id].ownNumber, let receiver = plug(of: number) else { return }
        plan(.around(receiver, .text(from: sender, words: text)), after: .seconds(3))
    }

    /// The stick whose SIM has this number.
    func plug(of number: String) -> PlugID? {
        for box in boxes.indices {
            for port in boxes[box].plugs.indices where boxes[box].plugs[port].ownNumber == number {
                return PlugID(box: box, port: port)
            }
        }
        return nil
    }

    /// A text that is gone from the SIM must be in the store.
    private func deletionComplaint(_ hex: String, _ box: Int) -> String? {
        guard let pdu = SimulatedPDU(hex: hex), !pdu.isReport else { return nil }
        do {
            let isKept = try reader(box).holdsPDU(hex)
            return isKept ? nil : "a text was deleted from the SIM and is not in the store: \(hex)"
        } catch {
            return "the store cannot be read: \(error)"
        }
    }

    private func noteKeyword(_ hex: String, _ box: Int) {
        guard let octets = HexOctets.decode(hex), let pdu = try? IncomingPDU(decoding: octets),
            case .deliver(let deliver) = pdu.tpdu, let word = deliver.text
        else { return }
        let number = deliver.originator.dialString
        inspector.keywordStored(word, from: number, at: now)
        guard bug == .forgetsOptOut, word == "STOP" else { return }
        _ = try? boxes[box].life?.store.removeOptOut(number: number, at: moment(box))
    }

    func reader(_ box: Int) throws -> StoreReader {
        try boxes[box].life?.store.reader ?? StoreReader(path: boxes[box].database)
    }
}
