import ModemDialogue
import Telephony

@testable import ModemSimulator

/// The ports: octets and time between the sticks and their dialogues.
extension World {
    subscript(id: PlugID) -> Plug {
        get { boxes[id.box].plugs[id.port] }
        _modify { yield &boxes[id.box].plugs[id.port] }
    }

    private func instant(_ id: PlugID) -> MonotonicInstant { boxes[id.box].instant(now) }

    /// What is due at this stick; false if nothing is.
    func stepModem(_ id: PlugID) -> Bool {
        if let wake = self[id].stick.nextWake, wake <= now {
            apply(self[id].stick.advance(to: now), id)
        } else if let opens = self[id].opens, opens <= now {
            self[id].opens = nil
            open(id)
        } else if let wake = self[id].wake, wake <= instant(id) {
            self[id].wake = nil
            perform(self[id].machine.deadlinePassed(at: instant(id)), id)
        } else {
            return false
        }
        return true
    }

    func act(_ action: SimulatorAction, on id: PlugID) {
        apply(self[id].stick.perform(action, at: now), id)
    }

    func ask(_ request: ModemRequest, of id: PlugID) {
        // Decided when another stick had this name: it is not to leave from this one.
        if case .submit(let part) = request, self[id].session != self[id].knownSession {
            let failure = SubmissionFailure(phase: .beforePrompt, answer: .none)
            return report(.submissionFailed(part.id, failure), id)
        }
        perform(self[id].machine.requested(request, at: instant(id)), id)
    }

    private func open(_ id: PlugID) {
        guard boxes[id.box].life != nil else { return }
        guard self[id].stick.power != .unplugged else {
            perform(self[id].machine.portAbsent(at: instant(id)), id)
            return report(.stateChanged(.gone, detail: "not there"), id)
        }
        self[id].session += 1
        (self[id].isOpen, self[id].isReopening) = (true, false)
        perform(self[id].machine.connected(at: instant(id)), id)
    }

    func octetsCame(_ octets: [UInt8], from id: PlugID, session: Int) {
        guard self[id].isOpen, self[id].session == session else { return }
        perform(self[id].machine.bytesReceived(octets, at: instant(id)), id)
    }

    func closed(_ id: PlugID, session: Int) {
        guard self[id].isOpen, self[id].session == session else { return }
        self[id].isOpen = false
        perform(self[id].machine.disconnected(at: instant(id)), id)
        self[id].opens = now + .milliseconds(250)
    }

    /// The bus has taken the device off and put it back.
    func busReset(_ id: PlugID) {
        guard boxes[id.box].life != nil else { return }
        if self[id].stick.power != .unplugged {
            act(.unplug, on: id)
            act(.replug, on: id)
            self[id].isReopening = true
        }
        perform(self[id].machine.usbResetEnded(obstacle: nil, at: instant(id)), id)
    }

    private func perform(_ actions: [ModemAction], _ id: PlugID) {
        for action in actions {
            switch action {
            case .write(let octets):
                guard self[id].isOpen else { continue }
                trace.note(.toModem(id, octets), at: now)
                apply(self[id].stick.received(octets, at: now), id)
            case .wake(let moment): self[id].wake = moment
            case .report(let event): report(event, id)
            case .log(let note): trace.note(.logged(note.text), at: now)
            case .reopen:
                self[id].isReopening = true
                add(.closed(id, session: self[id].session))
            case .resetUSB: plan(.busReset(id), after: .seconds(1))
            // Each of these sticks has one port.
            case .listenAside, .writeAside, .leaveAside, .finished: break
            }
        }
    }

    private func report(_ event: LineEvent, _ id: PlugID) {
        guard self[id].isNews(event), let life = boxes[id.box].life else { return }
        if bug == .deletesBeforeCommit, case .pduReceived(let pdu) = event {
            ask(.acknowledge(pdu.id), of: id)
        }
        let slowness = boxes[id.box].slowness
        let session = self[id].session
        guard slowness > .zero || boxes[id.box].heardUntil >= now else {
            return add(.told(id, event, session: session, life: life.number))
        }
        let time = max(now + slowness, boxes[id.box].heardUntil)
        boxes[id.box].heardUntil = time
        plan(.told(id, event, session: session, life: life.number), at: time)
    }

    private func apply(_ effects: [SimulatedModem.Effect], _ id: PlugID) {
        for effect in effects {
            switch effect {
            case .send(let octets):
                guard self[id].isOpen else { continue }
                trace.note(.fromModem(id, octets), at: now)
                add(.octets(id, octets, session: self[id].session))
            case .sendBeside: break
            case .tell(let event): outside(event, id)
            case .unplug: add(.closed(id, session: self[id].session))
            case .replug: if boxes[id.box].life != nil { self[id].opens = now + .milliseconds(250) }
            }
        }
    }
}
