/** What lies behind a network interface, as far as its name and address tell. */
export type LinkKind = 'network' | 'tunnel' | 'virtual' | 'unassigned';

const TUNNEL = /^(utun|tun|tap|wg|ppp|ipsec|tailscale|zt|nordlynx|proton|cloudflarewarp|mullvad|openvpn|wintun)/i;
const VIRTUAL = /^(docker|br-|veth|virbr|vmnet|vboxnet|vnic|vethernet|cni|flannel|podman|lxc|awdl|llw|bridge)/i;

/** @param address IPv4 or IPv6, without brackets */
export function linkKind(interfaceName: string, address: string): LinkKind {
  if (TUNNEL.test(interfaceName) || isSharedAddressSpace(address)) return 'tunnel';
  if (VIRTUAL.test(interfaceName)) return 'virtual';
  return address.startsWith('169.254.') ? 'unassigned' : 'network'; // RFC 3927: no router has given one
}

/** RFC 6598, 100.64.0.0/10: on a computer it is the address of a VPN such as Tailscale. */
function isSharedAddressSpace(address: string): boolean {
  const [first, second] = address.split('.').map(Number);
  return first === 100 && second !== undefined && second >= 64 && second < 128;
}
