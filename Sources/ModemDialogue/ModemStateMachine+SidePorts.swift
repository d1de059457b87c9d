import ATGrammar
package import Telephony

/// What the modem says on its other ports.
extension ModemStateMachine {
    // MARK: Events

    /// - Parameter takesCommands: the port is known for an AT port. Another one is not written to: some ports hang then.
    package mutating func sidePortOpened(_ port: SidePort, takesCommands: Bool, at now: MonotonicInstant)
        -> [ModemAction]
    {
        guard link.isOpen, !isFinished, sidePorts.isWanted else { return [] }
        sidePorts.opened(port, takesCommands: takesCommands, at: now)
        if takesCommands { showCallers(on: port) }
        return conclude(at: now)
    }

    package mutating func bytesReceived(
        _ bytes: some Collection<UInt8>, on port: SidePort, at now: MonotonicInstant
    ) -> [ModemAction] {
        guard link.isOpen, !isFinished else { return [] }
        for line in sidePorts.lines(of: bytes, on: port, at: now) {
            sideLineReceived(line, on: port, at: now)
        }
        return conclude(at: now)
    }

    package mutating func sidePortClosed(_ port: SidePort, at now: MonotonicInstant) -> [ModemAction] {
        forget(port)
        return conclude(at: now)
    }

    // MARK: Lines

    private mutating func sideLineReceived(_ line: String, on port: SidePort, at now: MonotonicInstant) {
        let source = LineSource.side(port)
        if PositionSentence.begins(line) {
            actions.append(.leaveAside(port))
            return forget(port)
        }
        if directPDUReceived(line, from: source, at: now) || serviceLineReceived(line, from: source, at: now)
        {
            return
        }
        guard let code = UnsolicitedResultCode(line: line) else { return }
        codeReceived(code, line, from: source, at: now)
    }

    private mutating func forget(_ port: SidePort) {
        sidePorts.closed(port)
        unfinished[.side(port)] = nil
    }

    // MARK: Whether to listen

    /// What was last asked for by `ModemAction.listenAside`.
    package var listensAside: Bool { sidePorts.isWanted }

    /// Who rings is told by each port that was asked to tell, and maybe by no other (3GPP TS 27.007 §7.11). It is all
    /// that is sent there: texts that no line announces are found once a minute, and what another setting would change
    /// for the port of the conversation no manual says. Its echo and its answer are nobody's lines.
    private mutating func showCallers(on port: SidePort) {
        actions.append(.writeAside(ATCommand.set(.callerLineIdentity, .integer(1)).octets, to: port))
    }

    /// A modem that has started anew has lost its settings on all ports.
    mutating func showCallersAside() {
        for port in sidePorts.thoseForCommands { showCallers(on: port) }
    }

    /// Not before the network is there: no call comes sooner, and some modems take AT+CLIP=1 only then.
    mutating func askToListen() {
        let isWanted = !bringUp.facts.hearsEverything
        guard isWanted != sidePorts.isWanted, bringUp.phase == .done, isRegistered, !bringUp.isAskingForPort
        else { return }
        sidePorts.isWanted = isWanted
        actions.append(.listenAside(isWanted))
    }

    /// The ports of a modem come and go together.
    mutating func forgetSidePorts() {
        sidePorts = SidePorts()
        unfinished = [:]
    }
}
