/** Entry of both pages in a browser: the connection is the loopback host's HTTP. */
import { connectByHttp } from './connection/http.ts';
import { mount, pageScreen } from './mount.tsx';
import { openCitizenWindow, takeTokens } from './page-tokens.ts';

const { own, display } = takeTokens(window);

if (pageScreen() === 'citizen') {
  const { CitizenApp } = await import('./citizen-display/CitizenApp.tsx');
  mount(<CitizenApp connection={connectByHttp({ screen: 'citizen', token: own })} />);
} else {
  const { ClerkApp } = await import('./clerk/ClerkApp.tsx');
  mount(
    <ClerkApp
      connection={connectByHttp({ screen: 'clerk', token: own })}
      openDisplay={display === null ? null : () => openCitizenWindow(window, display)}
    />,
  );
}
